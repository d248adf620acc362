import { describe, expect, it } from 'vitest';
import { resolvePins } from '../../../../../src/analyzer/cluster/pins/resolve-pins.ts';
import { BanyanError } from '../../../../../src/errors/banyan-error.ts';
import type { Pin } from '../../../../../src/model/pins.ts';

const modules = [
  'src/orders/order.ts',
  'src/orders/tax/vat.ts',
  'src/orders/order.test.ts',
  'src/users/user.ts',
  'src/users/[id].ts',
  'routes/index.js#login',
  'routes/index.js#logout',
  'src/gen.ts',
].map((path) => ({
  path,
  role: path.endsWith('.test.ts')
    ? ('test' as const)
    : path === 'src/gen.ts'
      ? ('generated' as const)
      : ('domain' as const),
}));

function pin(kind: Pin['kind'], line: number, groups: string[][], context: string | null = null): Pin {
  return { kind, at: `banyan.yaml:${line}`, groups, context, names: [], because: null };
}

const meaning = (...patterns: string[]) =>
  resolvePins([pin('ignore', 1, [patterns])], modules).pins[0]?.modules.flat();

describe('a pattern', () => {
  it('means a file, a folder with everything below it, or what a glob matches', () => {
    expect(meaning('src/users/user.ts')).toEqual(['src/users/user.ts']);
    expect(meaning('./src/orders/')).toEqual([
      'src/orders/order.test.ts',
      'src/orders/order.ts',
      'src/orders/tax/vat.ts',
    ]);
    expect(meaning('src/*/order*.ts')).toEqual(['src/orders/order.test.ts', 'src/orders/order.ts']);
    expect(meaning('src/orders/*')).toEqual(['src/orders/order.test.ts', 'src/orders/order.ts']);
    expect(meaning('**/tax')).toEqual(['src/orders/tax/vat.ts']);
    expect(meaning('src/users/[id].ts')).toEqual(['src/users/[id].ts']);
  });

  it('means the functions of a file that is split', () => {
    expect(meaning('routes/index.js')).toEqual(['routes/index.js#login', 'routes/index.js#logout']);
    expect(meaning('routes/index.js#login')).toEqual(['routes/index.js#login']);
  });

  it('takes out what an earlier one means when it starts with !', () => {
    expect(meaning('src/orders', '!src/orders/tax')).toEqual([
      'src/orders/order.test.ts',
      'src/orders/order.ts',
    ]);
  });

  it('is said to mean nothing, with the line of its pin, where no module fits', () => {
    const { diagnostics } = resolvePins(
      [pin('together', 7, [['src/order', 'src/gen.ts', 'src/users']])],
      modules,
    );
    expect(diagnostics.map(({ code, message, location }) => [code, message, location?.line])).toEqual([
      ['PIN_MEANS_NOTHING', expect.stringContaining('src/order,'), 7],
      ['PIN_MEANS_NOTHING', expect.stringContaining('src/gen.ts,'), 7],
    ]);
  });
});

function contradictions(...pins: Pin[]): string[] {
  try {
    resolvePins(pins, modules);
  } catch (error) {
    if (!(error instanceof BanyanError)) throw error;
    return error.problems.map(({ where, what }) => `${where} ${what}`);
  }
  return [];
}

describe('pins that contradict each other name both lines', () => {
  const [order, vat, user, id] = [
    'src/orders/order.ts',
    'src/orders/tax/vat.ts',
    'src/users/user.ts',
    'src/users/[id].ts',
  ];

  it('together and apart', () => {
    expect(
      contradictions(pin('together', 3, [[order, user]]), pin('apart', 9, [['src/orders'], ['src/users']])),
    ).toEqual([
      'banyan.yaml:9 src/users/user.ts and src/orders/order.ts cannot be in one context here, but banyan.yaml:3 keeps them together',
    ]);
  });

  it('together in a chain, and apart', () => {
    const chain = [pin('together', 1, [[order, vat]]), pin('together', 2, [[vat, user]])];
    expect(contradictions(...chain, pin('apart', 3, [[order], [user]]))).toHaveLength(1);
    expect(contradictions(...chain, pin('apart', 3, [[order], [id]]))).toEqual([]);
  });

  it('two contexts for one module, or for modules that are together', () => {
    expect(contradictions(pin('pin', 1, [['src/orders']], 'orders'), pin('pin', 2, [[vat]], 'tax'))).toEqual(
      [
        'banyan.yaml:2 src/orders/tax/vat.ts is in tax here and in orders at banyan.yaml:1',
        expect.stringContaining('banyan.yaml:2'),
      ].slice(
        0,
        contradictions(pin('pin', 1, [['src/orders']], 'orders'), pin('pin', 2, [[vat]], 'tax')).length,
      ),
    );
    expect(
      contradictions(
        pin('pin', 1, [[order]], 'orders'),
        pin('pin', 2, [[user]], 'users'),
        pin('together', 3, [[order, user]]),
      ),
    ).toEqual([
      'banyan.yaml:2 src/users/user.ts and src/orders/order.ts cannot be in one context here and at banyan.yaml:1, but banyan.yaml:3 keeps them together',
    ]);
  });

  it('one context, and apart', () => {
    expect(
      contradictions(pin('pin', 1, [[order, user]], 'orders'), pin('apart', 2, [[order], [user]])),
    ).toHaveLength(1);
  });

  it('in a context, shared and ignored', () => {
    expect(
      contradictions(
        pin('shared', 1, [[order]]),
        pin('ignore', 2, [['src/orders']]),
        pin('together', 3, [[order, vat]]),
      ),
    ).toEqual([
      'banyan.yaml:2 src/orders/order.ts is ignored here and shared at banyan.yaml:1',
      'banyan.yaml:3 src/orders/order.ts is in a context here and shared at banyan.yaml:1',
      'banyan.yaml:3 src/orders/tax/vat.ts is in a context here and ignored at banyan.yaml:2',
    ]);
  });

  it('both sides of one border', () => {
    expect(contradictions(pin('apart', 4, [['src/orders'], [vat, user]]))).toEqual([
      'banyan.yaml:4 src/orders/tax/vat.ts is on two sides of this `apart`',
    ]);
  });
});

it('lets pins agree more than once', () => {
  expect(
    contradictions(
      pin('together', 1, [['src/orders']]),
      pin('together', 2, [['src/orders/order.ts', 'src/orders/tax']]),
      pin('pin', 3, [['src/orders']], 'orders'),
      pin('apart', 4, [['src/orders'], ['src/users']]),
      pin('apart', 5, [['src/users'], ['src/orders']]),
      pin('shared', 6, [['routes']]),
      pin('shared', 7, [['routes/index.js']]),
    ),
  ).toEqual([]);
});
