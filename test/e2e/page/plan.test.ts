import { expect, it } from 'vitest';
import { checklistMarkdown, checklistOf } from '../../../src/report/index.ts';
import { buildAnalysis } from '../../support/build-analysis.ts';
import { describeWith } from '../../support/component.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { expectAccessible, useReports } from '../../support/report-page.ts';

const analysis = plannedAnalysis();
const evil = '<img src=x onerror=alert(1)></script>';

describeWith('chromium', 'the plan of the page', (executable) => {
  const open = useReports(executable);

  it('is ticked off, and remembers it', async () => {
    const { page, complaints } = await open(analysis, { at: '#/plan' });
    const first = page.getByRole('main').getByRole('checkbox').first();
    await first.check();
    await page.getByRole('navigation', { name: 'Order of extraction' }).getByText('1 of').waitFor();
    await page.reload();
    await expect.poll(() => first.isChecked()).toBe(true);
    await first.uncheck();
    await page.getByRole('navigation', { name: 'Order of extraction' }).getByText('0 of').first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('is copied as the Markdown that the command line writes', async () => {
    const { page, complaints } = await open(analysis, { at: '#/plan?step=orders' });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.getByText('Copied').waitFor();
    const [step] = analysis.plan.steps;
    const list = step === undefined ? null : checklistOf(analysis, step);
    if (list === null) throw new Error('the analysis has no work for its first step');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(checklistMarkdown(list));
    expect(complaints).toEqual([]);
  });

  it('says so where there is nothing to plan, and shows hostile names as text', async () => {
    const { page, complaints } = await open(buildAnalysis(), { at: '#/plan' });
    await page.getByText('there is nothing to plan').waitFor();
    const [step, ...others] = analysis.plan.steps;
    if (step === undefined) throw new Error('the plan has no step');
    const hostile = {
      ...analysis,
      plan: { ...analysis.plan, steps: [{ ...step, context: evil }, ...others] },
    };
    const second = await open(hostile, { at: '#/plan' });
    await second.page.getByRole('heading', { level: 2 }).getByText(evil).waitFor();
    expect(await second.page.locator('main img').count()).toBe(0);
    expect([...complaints, ...second.complaints]).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('is readable for everybody when %s', async (colors) => {
    const { page } = await open(analysis, { at: '#/plan', colors });
    await expectAccessible(page);
  });
});
