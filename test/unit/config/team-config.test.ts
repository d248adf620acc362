import { expect, it } from 'vitest';
import { parseTeamConfig } from '../../../src/config/index.ts';
import { BanyanError } from '../../../src/errors/banyan-error.ts';

/** The problems of a text as `line:column what`. */
function problems(text: string): string[] {
  try {
    parseTeamConfig(text, 'banyan.yaml');
  } catch (error) {
    if (!(error instanceof BanyanError)) throw error;
    return error.problems.map(({ where, what }) => `${where.replace('banyan.yaml:', '')} ${what}`);
  }
  return [];
}

it('reads every kind of pin, each with its line', () => {
  const text = `pins:
  - together: [src/orders, src/cart.ts]
    because: one team
  - apart: [src/orders, [src/users, src/auth]]
  - {pin: src/price.ts, to: orders}
  - shared: src/money.ts
  - ignore: [attic/**]
  - stay: "**"
  - owner: "@shop/orders"
    of: orders
  - rename: orders
    to: sales
`;
  expect(parseTeamConfig(text, 'banyan.yaml')).toEqual([
    pin('together', 2, { groups: [['src/orders', 'src/cart.ts']], because: 'one team' }),
    pin('apart', 4, { groups: [['src/orders'], ['src/users', 'src/auth']] }),
    pin('pin', 5, { groups: [['src/price.ts']], context: 'orders' }),
    pin('shared', 6, { groups: [['src/money.ts']] }),
    pin('ignore', 7, { groups: [['attic/**']] }),
    pin('stay', 8, { groups: [['**']] }),
    pin('owner', 9, { context: 'orders', names: ['@shop/orders'] }),
    pin('rename', 11, { context: 'orders', names: ['sales'] }),
  ]);
});

function pin(kind: string, line: number, parts: object): object {
  return { kind, at: `banyan.yaml:${line}`, groups: [], context: null, names: [], because: null, ...parts };
}

it.each(['', '# nothing yet\n', 'pins: []\n', '{"pins": []}'])('has no pins in %j', (text) => {
  expect(parseTeamConfig(text, 'banyan.yaml')).toEqual([]);
});

it('says every problem at once, where it is and what was probably meant', () => {
  const text = `pin: []
pins:
  - togehter: [a.ts, b.ts]
  - together: a.ts
    shared: b.ts
  - pin: a.ts
  - owner: "@a"
    to: orders
  - shared: ../secret.ts
  - apart: [a.ts]
  - pin: /etc/passwd
    to: Orders
  - because: no reason
`;
  expect(problems(text)).toEqual([
    '1:1 pin is not a known key; did you mean pins? (known: pins)',
    expect.stringMatching(/^3:5 pins\[0\]\.togehter is not a known key; did you mean together\?/),
    '5:5 pins[1] has together and shared; write a pin for each',
    '6:5 pins[2] has pin without `to`, which names the context',
    '7:5 pins[3] has owner without `of`, which names the context',
    '8:5 pins[3] has `to`, which says nothing with owner',
    expect.stringMatching(/^9:13 pins\[4\]\.shared must be a path or pattern/),
    '10:12 pins[5].apart must list at least two groups',
    expect.stringMatching(/^11:10 pins\[6\]\.pin must be a path or pattern/),
    expect.stringMatching(/^12:9 pins\[6\]\.to must be a context by its id/),
    expect.stringMatching(/^13:5 pins\[7\] says nothing: it needs one of together, apart/),
  ]);
});

it('takes text as it is: no environment, no aliases, no prototypes', () => {
  const home = ['$', '{HOME}'].join('');
  expect(parseTeamConfig(`pins: [{shared: "src/${home}.ts"}]`, 'banyan.yaml')[0]?.groups).toEqual([
    [`src/${home}.ts`],
  ]);
  expect(problems('pins:\n  - &a {shared: a.ts}\n  - *a\n')[0]).toContain(
    'aliases (*name) are not supported',
  );
  expect(problems('pins:\n  - __proto__: {shared: a.ts}\n').join()).toContain('__proto__ is not a known key');
  expect(problems('pins:\n  - constructor: a.ts\n').join()).toContain('constructor is not a known key');
});

it('bounds what it takes', () => {
  const many = Array.from({ length: 1_001 }, (_, index) => `{shared: a${index}.ts}`).join();
  expect(problems(`pins: [${many}]`)).toEqual(['1:7 pins must list at most 1000 pins']);
  const wild = Array.from({ length: 1_001 }, (_, index) => `"a${index}/**"`).join();
  expect(problems(`pins: [{shared: [${wild}]}]`).join()).toContain('1001 patterns with wildcards');
  expect(problems(`pins: [{shared: ${'a'.repeat(2_000)}}]`).join()).toContain(
    'must have at most 1000 characters',
  );
  expect(problems('['.repeat(100_000)).join()).toContain('nested too deeply');
});
