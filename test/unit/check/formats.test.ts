import { describe, expect, it } from 'vitest';
import { check, checkFormats } from '../../../src/check/index.ts';
import type { BaselineEntry } from '../../../src/model/baseline.ts';
import type { BoundaryFacts } from '../../../src/model/boundaries.ts';
import { access, boundariesOf, boundaryFactsOf, use } from '../../support/boundary-facts.ts';
import { elementsOf } from '../../support/elements-of.ts';

const [order, cart, user, name] = [
  'src/orders/order.ts',
  'src/orders/cart.ts',
  'src/users/user.ts',
  'src/users/name.ts',
];
const before = boundariesOf(
  { orders: {}, users: {} },
  { shared: ['src/common'], composition: ['src/main.ts'] },
);
const boundaries = {
  ...before,
  contexts: before.contexts.map((each) =>
    each.id === 'users'
      ? { ...each, uses: ['orders'], api: [user] }
      : { ...each, owners: ['@shop/orders'], modules: ['src/orders', 'src/checkout'] },
  ),
};
const entity = { name: 'User', table: 'users', file: user };
const facts: BoundaryFacts = boundaryFactsOf(
  [order, cart, user, name, 'src/common/log.ts', 'src/main.ts', 'src/new.ts'],
  {
    dependencies: [
      use(order, user, 'User'),
      use(cart, name, 'Name', 'type'),
      use('src/common/log.ts', user, 'User'),
      use(name, 'src/main.ts', 'app'),
    ],
    entities: [entity],
    accesses: [access('write', 'User', order)],
    joins: [{ file: cart, line: 9, function: 'list', entities: ['Order', 'User'], via: 'typeorm' }],
    transactions: [{ file: cart, line: 20, entities: ['Order', 'User'] }],
  },
);

function verdictOf(baseline: readonly BaselineEntry[], earlier: readonly BaselineEntry[] | null) {
  return check({
    facts,
    boundaries,
    baseline: baseline.map((entry, index) => ({
      ...entry,
      location: `apps/api/banyan.baseline.json:${4 * index + 5}`,
    })),
    before: earlier && { boundaries: before, baseline: earlier },
    changed: null,
    today: '2026-11-21',
    folder: 'apps/api/',
    version: '1.2.3',
  });
}

const known = `dependency ${order} -> ${user}#User`;
const broken = verdictOf(
  [
    { key: `dependency ${cart} -> ${name}#Name`, owner: '@ann', expires: '2026-10-01' },
    { key: known, reason: 'until the new client is out', expires: '2027-05-31' },
    { key: 'join src/orders/gone.ts#list -> users' },
    { key: 'transaction src/orders/cart.ts -> users' },
  ],
  [
    { key: `dependency ${cart} -> ${name}#Name`, owner: '@ann', expires: '2026-10-01' },
    { key: known, expires: '2026-12-31' },
    { key: 'join src/orders/gone.ts#list -> users' },
    { key: 'table-write src/orders/old.ts#save -> users' },
  ],
);

describe('what a check found', () => {
  it.each(checkFormats)('in the form of $name is what it was', async ({ name: format, render }) => {
    await expect(render(broken)).toMatchFileSnapshot(`golden/broken.${format}.txt`);
  });

  it.each(checkFormats)(
    'in the form of $name says little where nothing is wrong',
    ({ name: format, render }) => {
      const { violations } = { violations: verdictOf([], null).fresh };
      const text = render(
        verdictOf(
          violations.map(({ key }) => ({ key })).sort((a, b) => (a.key < b.key ? -1 : 1)),
          null,
        ),
      );
      const expected: Readonly<Record<string, string>> = {
        text: 'The boundaries hold: 2 contexts, 4 modules.\n\nPatterns that mean no module:\n  contexts.orders.modules: src/checkout\n',
        github: '',
      };
      if (format in expected) expect(text).toBe(expected[format]);
      else expect(text).not.toMatch(/"level": "error"|do not hold|"isKept": false/);
    },
  );
});

describe('names from an untrusted repository', () => {
  const evil = [
    '<img src=x onerror=alert(1)>',
    '</script>',
    '__proto__',
    '=cmd|x',
    'a|b`c``d',
    '[x](javascript:y)',
    '\u001b[31mred',
    'two\nlines\r::error::forged',
    '\u202egnp.ts',
    '%0A::warning::',
    ']]>&',
  ].map((each) => `src/orders/${each}.ts`);
  const hostile = check({
    facts: boundaryFactsOf([...evil, user], { dependencies: evil.map((path) => use(path, user, path)) }),
    boundaries: before,
    baseline: evil.map((key) => ({ key, location: `${key}:3`, expires: '2020-01-01' })),
    before: null,
    changed: null,
    today: '2026-11-21',
    folder: '',
    version: '1.2.3',
  });

  it.each(checkFormats)('are shown and not obeyed in the form of $name', ({ name: format, render }) => {
    const text = render(hostile);
    // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/);
    if (format !== 'json') expect(text).not.toContain('\u202e');
    const errors = hostile.fresh.length + hostile.stale.length;
    if (format === 'github') {
      const lines = text.trimEnd().split('\n');
      expect(lines).toHaveLength(errors);
      for (const line of lines)
        expect(line).toMatch(/^::error file=[^:,]*,line=3,title=[^:,]*::(?:(?!\r).)*$/);
    }
    if (format === 'sarif')
      expect((JSON.parse(text) as { runs: { results: unknown[] }[] }).runs[0]?.results).toHaveLength(errors);
    if (format === 'md') {
      const outside = text.replace(/(`+)(?:(?!\1)[^`]|(?!\1(?!`))`)*\1/g, '');
      expect(elementsOf(`<p>${outside.replaceAll('&#96;', '')}</p>`).names).toEqual(['p']);
    }
  });
});
