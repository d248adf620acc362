import { describe, expect, it } from 'vitest';
import { baselineOf, check, checkFormats, findViolations, shrink } from '../../../src/check/index.ts';
import { missedBySelfTest } from '../../../src/check/self-test.ts';
import type { BaselineEntry } from '../../../src/model/baseline.ts';
import { boundaryRules } from '../../../src/model/boundaries.ts';
import { boundariesOf, boundaryFactsOf, use } from '../../support/boundary-facts.ts';

const [order, user] = ['src/orders/order.ts', 'src/users/user.ts'];
const boundaries = boundariesOf({ orders: {}, users: {} });
const facts = boundaryFactsOf([order, user], { dependencies: [use(order, user, 'User')] });
const key = `dependency ${order} -> ${user}#User`;

const input = {
  facts,
  boundaries,
  before: null,
  changed: null,
  today: '2026-11-21',
  folder: '',
  version: '1.0.0',
};

function verdictOf(baseline: BaselineEntry[], earlier: BaselineEntry[] | null = null) {
  return check({
    ...input,
    baseline: baseline.map((entry, index) => ({ ...entry, location: `banyan.baseline.json:${index + 4}` })),
    before: earlier && { boundaries, baseline: earlier },
  });
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
    expect(verdictOf([{ key }], [{ key }, { key: 'gone since' }])).toMatchObject({
      isKept: true,
      gone: [{ key: 'gone since' }],
    });
  });

  it('an entry that may stay for longer than in the merge base is said', () => {
    const before = [{ key, expires: '2027-01-01' }];
    expect(verdictOf([{ key, expires: '2027-01-01' }], before).prolonged).toEqual([]);
    expect(verdictOf([{ key, expires: '2026-12-01' }], before).prolonged).toEqual([]);
    for (const entry of [{ key, expires: '2028-01-01' }, { key }]) {
      expect(verdictOf([entry], before)).toMatchObject({ isKept: true, prolonged: [entry] });
    }
    expect(verdictOf([{ key }], [{ key }]).prolonged).toEqual([]);
  });

  it('begins with everything that there is, and loses what is gone, with what was said of the rest', () => {
    const { fresh } = verdictOf([]);
    expect(baselineOf(fresh)).toEqual([{ key }]);
    const said = { key, owner: '@team', reason: 'later' };
    expect(shrink([{ key: 'gone' }, said], fresh)).toEqual([said]);
  });
});

describe('the check itself', () => {
  it('plants every rule for every context, and is broken when it does not see one of them', () => {
    const { territory } = findViolations(facts, boundaries);
    expect(missedBySelfTest(facts, boundaries, territory)).toEqual([]);
    for (const rule of boundaryRules) {
      const blind: Parameters<typeof missedBySelfTest>[3] = (...input) => {
        const found = findViolations(...input);
        return { ...found, violations: found.violations.filter((each) => each.rule !== rule) };
      };
      const missed = missedBySelfTest(facts, boundaries, territory, blind);
      expect(missed.length, rule).toBeGreaterThan(0);
    }
  });

  it('is broken when one context is not looked at', () => {
    const { territory } = findViolations(facts, boundaries);
    const blind: Parameters<typeof missedBySelfTest>[3] = (...input) => {
      const found = findViolations(...input);
      return { ...found, violations: found.violations.filter(({ contexts }) => !contexts.includes('users')) };
    };
    const missed = missedBySelfTest(facts, boundaries, territory, blind);
    expect(missed).toContain('a use of users');
    expect(missed).toContain('a join of users with a table of another context');
    expect(missed).not.toContain('a use of orders');
  });

  it('does not say that nothing is wrong where it looked at nothing', () => {
    const elsewhere = boundariesOf({ orders: { modules: ['lib/orders'] } });
    expect(() => check({ ...input, boundaries: elsewhere, baseline: [] })).toThrow(
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
      expect.stringMatching(
        /^::error file=banyan.baseline.json,line=4,.*::Gone from the code, but still in the baseline: gone\\u001b\[31m$/,
      ),
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
      ...input,
      facts: { ...facts, dependencies: [{ ...lower, locations: [`${order}:99`] }] },
      baseline: [],
    });
    const sarif = checkFormats.find(({ name }) => name === 'sarif')?.render(moved) ?? '';
    expect(sarif).toContain(results[0]?.partialFingerprints['banyan/v1']);
    expect(sarif).toContain('"startLine": 99');
  });

  it('to a program: all of it', () => {
    expect(JSON.parse(render('json'))).toMatchObject({ schemaVersion: 1, isKept: false, fresh: [{ key }] });
  });
});
