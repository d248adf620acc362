import { describe, expect, it } from 'vitest';
import { baselineOf, check, checkFormats, findViolations, shrink } from '../../../src/check/index.ts';
import { missedBySelfTest } from '../../../src/check/self-test.ts';
import type { BaselineEntry } from '../../../src/model/baseline.ts';
import { boundariesOf, boundaryFactsOf, use } from '../../support/boundary-facts.ts';

const [order, user] = ['src/orders/order.ts', 'src/users/user.ts'];
const boundaries = boundariesOf({ orders: {}, users: {} });
const facts = boundaryFactsOf([order, user], { dependencies: [use(order, user, 'User')] });
const key = `dependency ${order} -> ${user}#User`;

function verdictOf(baseline: BaselineEntry[], earlier: BaselineEntry[] | null = null) {
  return check({ facts, boundaries, baseline, earlier, today: '2026-11-21' });
}

describe('the baseline', () => {
  it('a violation that it does not have fails, one that it has does not', () => {
    expect(verdictOf([])).toMatchObject({ isKept: false, fresh: [{ key }], known: [] });
    expect(verdictOf([{ key }])).toMatchObject({ isKept: true, fresh: [], known: [{ key }] });
  });

  it('an entry fails after its day, and on its day not yet', () => {
    expect(verdictOf([{ key, expires: '2026-11-21' }]).isKept).toBe(true);
    expect(verdictOf([{ key, expires: '2026-11-20' }])).toMatchObject({
      isKept: false,
      expired: [{ violation: { key } }],
    });
  });

  it('an entry of what is gone fails: it would let the violation back in', () => {
    const gone = { key: 'dependency a.ts -> b.ts#x' };
    expect(verdictOf([{ key }, gone])).toMatchObject({ isKept: false, stale: [gone] });
  });

  it('may only shrink from that of the merge base', () => {
    expect(verdictOf([{ key }], [])).toMatchObject({ isKept: false, added: [{ key }] });
    expect(verdictOf([{ key }], [{ key }, { key: 'gone since' }]).isKept).toBe(true);
  });

  it('begins with everything that there is, and loses what is gone, with what was said of the rest', () => {
    const { fresh } = verdictOf([]);
    expect(baselineOf(fresh)).toEqual([{ key }]);
    const said = { key, owner: '@team', reason: 'later' };
    expect(shrink([{ key: 'gone' }, said], fresh)).toEqual([said]);
  });
});

describe('the check itself', () => {
  it('is broken when it does not see what is planted, and says what', () => {
    expect(missedBySelfTest(facts, boundaries)).toEqual([]);
    const blind: Parameters<typeof missedBySelfTest>[2] = (...input) => ({
      ...findViolations(...input),
      violations: [],
    });
    expect(missedBySelfTest(facts, boundaries, blind)).toEqual([
      'a module that nobody claims',
      'a use of users by orders',
      'a write of orders to a table of users',
    ]);
  });

  it('does not say that nothing is wrong where it looked at nothing', () => {
    const elsewhere = boundariesOf({ orders: { modules: ['lib/orders'] } });
    expect(() => check({ facts, boundaries: elsewhere, baseline: [], earlier: null, today: '' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });
});

describe('what is shown', () => {
  const verdict = verdictOf([{ key: 'gone\u001b[31m' }], []);
  const render = (name: string) => checkFormats.find((format) => format.name === name)?.render(verdict) ?? '';

  it('to a person: the sum, then each with place, reason and fix', () => {
    expect(
      render('text'),
    ).toBe(`The boundaries do not hold: 1 new, 1 gone from the code but not from the baseline, 1 added to the baseline (2 contexts, 2 modules).

${order}:3  dependency
  orders may not use users: ${order} uses ${user}.
  fix: Call users through its API or an event, or allow it: uses: [users] in contexts.orders.

In the baseline, but gone: take them out with \`banyan check --update-baseline\`:
  gone\\u001b[31m

New in the baseline, which may only shrink:
  gone\\u001b[31m
`);
  });

  it('to GitHub: an annotation for each', () => {
    expect(render('github').trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /^::error file=src\/orders\/order.ts,line=3,title=Boundary%3A dependency::orders may not/,
      ),
      expect.stringContaining('::Gone from the code, but still in the baseline: gone\\u001b[31m'),
      expect.stringContaining('::New in the baseline, which may only shrink: gone'),
    ]);
  });

  it('to code scanning: a result for each, the same while lines move', () => {
    const { runs } = JSON.parse(render('sarif')) as {
      runs: { results: { ruleId: string; partialFingerprints: Record<string, string> }[] }[];
    };
    const results = runs[0]?.results ?? [];
    expect(results.map(({ ruleId }) => ruleId)).toEqual([
      'dependency',
      'stale-baseline-entry',
      'grown-baseline',
    ]);
    const lower = use(order, user, 'User');
    const moved = check({
      facts: { ...facts, dependencies: [{ ...lower, locations: [`${order}:99`] }] },
      boundaries,
      baseline: [],
      earlier: null,
      today: '2026-11-21',
    });
    const sarif = checkFormats.find(({ name }) => name === 'sarif')?.render(moved) ?? '';
    expect(sarif).toContain(results[0]?.partialFingerprints['banyan/v1']);
    expect(sarif).toContain('"startLine": 99');
  });

  it('to a program: all of it', () => {
    expect(JSON.parse(render('json'))).toMatchObject({ schemaVersion: 1, isKept: false, fresh: [{ key }] });
  });
});
