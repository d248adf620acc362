import { expect, test } from 'vitest';
import { wordingOf } from '../../../../src/analyzer/cluster/attach-by-words.ts';
import { attachTests } from '../../../../src/analyzer/cluster/attach-tests.ts';
import { findFeatureFolders } from '../../../../src/analyzer/cluster/folders.ts';
import { buildFacts } from '../../../support/facts.ts';

const contexts = [
  { id: 'orders', modules: ['src/orders/cart.ts', 'src/orders/order.service.ts'] },
  { id: 'users', modules: ['src/users/login.ts', 'src/users/user.service.ts'] },
];

function contextsOfTests(paths: readonly string[], dependencies: readonly string[]): Record<string, string> {
  const production = contexts.flatMap(({ modules }) => modules);
  const facts = buildFacts({
    modules: [...production, ...paths.map((path) => ({ path, role: 'test' as const }))],
    dependencies,
  });
  return Object.fromEntries(attachTests(contexts, facts, findFeatureFolders(production), wordingOf(facts)));
}

test('a test goes with the module it is named after, whatever else it uses', () => {
  const spec = 'src/orders/order.service.spec.ts';
  const uses = ['src/orders/order.service.ts', 'src/users/login.ts', 'src/users/user.service.ts'];
  expect(
    contextsOfTests(
      [spec],
      uses.map((path) => `${spec} -> ${path}`),
    ),
  ).toEqual({ [spec]: 'orders' });
});

test('what many tests use says less about a test than what few use', () => {
  const tests = ['test/checkout.test.ts', 'test/first.test.ts', 'test/second.test.ts'];
  const dependencies = [
    ...tests.flatMap((path) => [`${path} -> src/users/login.ts`, `${path} -> src/users/user.service.ts`]),
    'test/checkout.test.ts -> src/orders/cart.ts',
  ];
  expect(contextsOfTests(tests, dependencies)).toEqual({
    'test/checkout.test.ts': 'orders',
    'test/first.test.ts': 'users',
    'test/second.test.ts': 'users',
  });
});

test('a test that uses nothing and stands in no feature folder goes with the words of its name', () => {
  expect(contextsOfTests(['tests/cart-total.e2e.ts'], [])).toEqual({ 'tests/cart-total.e2e.ts': 'orders' });
});

test('a test of another name goes with the context that it uses most', () => {
  const flow = 'test/checkout.test.ts';
  const uses = ['src/orders/cart.ts', 'src/orders/order.service.ts', 'src/users/login.ts'];
  expect(
    contextsOfTests(
      [flow],
      uses.map((path) => `${flow} -> ${path}`),
    ),
  ).toEqual({ [flow]: 'orders' });
});

test('a test that uses nothing of a context goes with its feature folder', () => {
  expect(contextsOfTests(['src/users/snapshot.test.ts'], [])).toEqual({
    'src/users/snapshot.test.ts': 'users',
  });
});

test('a test that uses two contexts alike, and what only helps tests, have no context', () => {
  const flow = 'test/flow.test.ts';
  expect(
    contextsOfTests(
      [flow, 'test/factory.ts'],
      [`${flow} -> src/orders/cart.ts`, `${flow} -> src/users/login.ts`, `${flow} -> test/factory.ts`],
    ),
  ).toEqual({});
});

test('a generated file goes with what it uses, as a test does', () => {
  const routes = 'src/generated/routes.ts';
  const facts = buildFacts({
    modules: [{ path: routes, role: 'generated' }],
    dependencies: [`${routes} -> src/orders/cart.ts`],
  });
  const found = attachTests(contexts, facts, findFeatureFolders([]), wordingOf(facts));
  expect(Object.fromEntries(found)).toEqual({ [routes]: 'orders' });
});
