import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/model/analysis.ts';
import {
  checklistMarkdown,
  checklistOf,
  orderMarkdown,
  renderChecklist,
  renderOrder,
  renderTerminal,
} from '../../../src/report/index.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';

const plain = picocolors.createColors(false);
const analysis = plannedAnalysis();
const checklist = (given: Analysis) => {
  const [step] = given.plan.steps;
  const list = step && checklistOf(given, step);
  if (!list) throw new Error('the step has work');
  return list;
};

describe('the checklist of a context', () => {
  it.each([120, 80])('reads well in %i columns', async (width) => {
    const text = renderChecklist(checklist(analysis), { paint: plain, width });
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/plan-${width}.txt`);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('is a task list in Markdown', async () => {
    await expect(checklistMarkdown(checklist(analysis))).toMatchFileSnapshot('golden/plan.md');
  });

  it('names every place of every cut', () => {
    const text = renderChecklist(checklist(analysis), { paint: plain, width: 200 });
    for (const place of ['src/orders/order.ts:7, 12', 'src/orders/cart.ts:2', 'src/users/user.ts:2'])
      expect(text).toContain(place);
  });

  it('cannot move the cursor or add markup by a name', () => {
    const evil = '\u001b[2Jsrc/<b>|x';
    const cuts = (analysis.plan.cuts ?? []).map((cut) => ({ ...cut, to: evil, uses: [] }));
    const list = checklist({ ...analysis, plan: { ...analysis.plan, cuts } });
    expect(renderChecklist(list, { paint: plain, width: 100 })).not.toContain('\u001b');
    expect(checklistMarkdown(list)).not.toContain('<b>');
  });
});

it('the summary names the first step with why and what it takes, the others with what they take', () => {
  const lines = renderTerminal(analysis, { paint: plain, width: 80 }).split('\n');
  expect(lines.slice(lines.indexOf('Plan'), lines.indexOf('Plan') + 4)).toEqual([
    'Plan',
    '  1. Take out orders: 6 to 22 days',
    '     worth: 50 % of the modules',
    '  2. Take out legacy',
  ]);
});

describe('the order of all contexts', () => {
  it.each([120, 80])('reads well in %i columns', async (width) => {
    const text = renderOrder(analysis, { paint: plain, width });
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/order-${width}.txt`);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('has the reasons in Markdown too', () => {
    expect(orderMarkdown(analysis)).toContain('## 1. `orders`, 6 to 22 days\n\n- worth: 50 % of the modules');
  });

  it('is given although the verdict is not to split, which it says', () => {
    const given = { ...analysis, verdict: { ...analysis.verdict, decision: 'do-not-split' as const } };
    expect(renderOrder(given, { paint: plain, width: 80 })).toContain('What it would take all the same:');
  });
});
