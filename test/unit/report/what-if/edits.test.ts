import { describe, expect, it } from 'vitest';
import { parseEdits, pinsFromEdits, yamlOf } from '../../../../src/report/index.ts';
import { shortestPatterns } from '../../../../src/lib/shortest-patterns.ts';
import { parseTeamConfig } from '../../../../src/config/index.ts';
import type { AnalysisModule } from '../../../../src/model/analysis.ts';
import { buildAnalysis } from '../../../support/build-analysis.ts';

describe('edits', () => {
  it('are read one by one, in any case, with names in quotes where they need it', () => {
    const text = `move a.ts, "src/x, y.ts" to orders; Merge x,y into z;merge p , q
split z; rename a to b; share c.ts; ignore d.ts;`;
    expect(parseEdits(text)).toEqual({
      edits: [
        { verb: 'move', paths: ['a.ts', 'src/x, y.ts'], to: 'orders' },
        { verb: 'merge', contexts: ['x', 'y'], into: 'z' },
        { verb: 'merge', contexts: ['p', 'q'], into: 'p' },
        { verb: 'split', context: 'z' },
        { verb: 'rename', context: 'a', to: 'b' },
        { verb: 'share', paths: ['c.ts'] },
        { verb: 'ignore', paths: ['d.ts'] },
      ],
      problems: [],
    });
  });

  it('that are wrong are all named, with how they are written', () => {
    const { edits, problems } = parseEdits(
      'mvoe a to b; move a.ts; move a b to c; merge x; split a, b; rename to x; share; share a,,b',
    );
    expect(edits).toEqual([]);
    expect(problems.map(({ where, what }) => `${where} ${what}`)).toEqual([
      'edit 1 begins with mvoe; did you mean move? (known: move, merge, split, rename, share, ignore)',
      'edit 2 cannot be read; write move <path>[, <path>…] to <context>',
      'edit 3 cannot be read; write move <path>[, <path>…] to <context>',
      'edit 4 cannot be read; write merge <context>, <context>[, …] [into <context>]',
      'edit 5 cannot be read; write split <context>',
      'edit 6 cannot be read; write rename <context> to <name>',
      'edit 7 cannot be read; write share <path>[, <path>…]',
      'edit 8 cannot be read; write share <path>[, <path>…]',
    ]);
    expect(parseEdits(' ; ').problems).toEqual([
      { where: 'edit 1', what: 'says nothing; write move <path>[, <path>…] to <context>' },
    ]);
  });
});

const module = (
  path: string,
  context: string | null,
  parts: Partial<AnalysisModule> = {},
): AnalysisModule => ({
  path,
  lines: 1,
  role: 'domain',
  context,
  confidence: 1,
  because: [],
  ...parts,
});

const orders = [
  'src/orders/cart.ts',
  'src/orders/order.ts',
  'src/orders/tax/a.ts',
  'src/orders/tax/b.ts',
  'src/orders/tax/c.ts',
  'src/orders/vat.ts',
];
const analysis = buildAnalysis({
  modules: [
    ...orders.map((path) => module(path, 'orders')),
    module('src/users/user.ts', 'users'),
    module('src/users/user.test.ts', 'users', { role: 'test' }),
    module('src/money.ts', null, { role: 'shared' }),
    module('src/gen.ts', null, { role: 'generated' }),
  ],
  candidates: {
    coarse: { contexts: [] },
    balanced: { contexts: [] },
    fine: {
      contexts: [
        { id: 'orders', modules: ['src/orders/cart.ts', 'src/orders/order.ts', 'src/orders/vat.ts'] },
        { id: 'tax', modules: ['src/orders/tax/a.ts', 'src/orders/tax/b.ts', 'src/orders/tax/c.ts'] },
      ],
    },
  },
});

/** The pins as lines, and what is wrong. */
function decided(text: string): { yaml: string; problems: string[] } {
  const { edits, problems } = parseEdits(text);
  expect(problems).toEqual([]);
  const { pins, problems: found } = pinsFromEdits(analysis, edits);
  return { yaml: yamlOf(pins), problems: found.map(({ where, what }) => `${where} ${what}`) };
}

describe('the pins of edits', () => {
  it('say it in the fewest folders and paths', () => {
    expect(decided('move src/orders/tax, cart.ts to billing')).toEqual({
      yaml: '  - pin: [src/orders/cart.ts, src/orders/tax]\n    to: billing',
      problems: [],
    });
    expect(shortestPatterns(orders, [...orders, 'src/users/user.ts'])).toEqual(['src/orders']);
    expect(shortestPatterns(['a/b/c.ts'], ['a/b/c.ts'])).toEqual(['a/b/c.ts']);
  });

  it('count one after the other', () => {
    expect(
      decided('move user.ts to orders; merge orders, users into all; share src/orders/vat.ts').yaml,
    ).toBe(
      '  - pin: [src/orders/cart.ts, src/orders/order.ts, src/orders/tax, src/users]\n    to: all\n  - shared: src/orders/vat.ts',
    );
  });

  it('split a context as the fine grain does, the largest part under its name', () => {
    expect(decided('split orders').yaml).toBe(
      '  - pin: [src/orders/cart.ts, src/orders/order.ts, src/orders/vat.ts]\n    to: orders\n  - pin: src/orders/tax\n    to: tax',
    );
  });

  it('rename what is otherwise as it was by one line, and what changed by its modules', () => {
    expect(decided('rename users to people').yaml).toBe('  - rename: users\n    to: people');
    expect(decided('move vat.ts to users; rename users to people').yaml).toBe(
      '  - pin: [src/orders/vat.ts, src/users]\n    to: people',
    );
  });

  it('are none where a name means nothing, several things, or what cannot be done', () => {
    expect(
      decided('move carts.ts to x; merge order, users; split users; rename users to orders; move .ts to y')
        .problems,
    ).toEqual([
      'edit 1 no module is called carts.ts; did you mean cart.ts?',
      'edit 2 no context is called order; did you mean orders?',
      'edit 3 users cannot be split: the fine grain makes no two parts of it; move the modules that you mean',
      'edit 4 orders is there already; merge users, orders makes one of both',
      'edit 5 no module is called .ts; did you mean a.ts?',
    ]);
    expect(decided('move vat.ts to Über').problems).toEqual([
      'edit 1 Über is no id of a context: lower-case letters, digits and dashes, at most 63',
    ]);
  });

  it('mean the same when they are read again from YAML', () => {
    const { pins } = pinsFromEdits(
      analysis,
      parseEdits('move src/orders/tax to billing; share money.ts; ignore user.ts').edits,
    );
    const read = parseTeamConfig(`pins:\n${yamlOf(pins)}\n`, 'banyan.yaml');
    expect(read.map((pin) => ({ ...pin, at: 'what-if' }))).toEqual(pins);
  });
});
