import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

/** Only inference says what `pick` gives, and what `either` is after the test. */
const files = {
  'package.json': '{}',
  'orders.ts': 'export class Orders { place() {} }\nexport interface Stock { take(): void }\n',
  'app.ts': `
    import express from 'express';
    import { Orders, type Stock } from '@/orders';
    import { strange } from 'not-installed';
    const pick = <T, K extends keyof T>(from: T, key: K): T[K] => from[key];
    const all = Object.fromEntries([['a', 1]]) as unknown;
    function use(shop: { orders: Orders; stock: Stock }) {
      const orders = pick(shop, 'orders');
      orders.place();
      pick(shop, 'stock').take();
      strange().later.call();
      (all as any).nothing.works();
    }
    const app = express();
    app.post('/orders', (req, res) => use(JSON.parse('')));
    app.listen(1);`,
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
};

test('asked for, the type checker decides receivers that syntax does not, and the call graph follows', async () => {
  const root = sourceTree(files);
  const plain = await discoverFacts({ root });
  const precise = await discoverFacts({ root, isPrecise: true });
  const reached = ({ routes }: typeof plain) => routes.map(({ path, reaches }) => [path, reaches.modules]);
  const calls = ({ dependencies }: typeof plain) =>
    dependencies.filter(({ kinds }) => kinds.includes('call')).map(({ symbols }) => symbols);
  expect(plain.receivers).toMatchObject({ byOracle: 0 });
  expect(precise.receivers.unresolved).toBe(plain.receivers.unresolved - 2);
  expect(precise.receivers).toMatchObject({ total: plain.receivers.total, byOracle: 2 });
  expect(reached(plain)).toEqual([['/orders', ['app.ts']]]);
  expect(reached(precise)).toEqual([['/orders', ['app.ts', 'orders.ts']]]);
  expect(calls(plain)).toEqual([]);
  expect(calls(precise)).toEqual([['Orders', 'Stock']]);
  expect(await discoverFacts({ root, isPrecise: true })).toEqual(precise);
});
