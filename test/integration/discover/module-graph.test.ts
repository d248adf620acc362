import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function edgesOf(files: Record<string, string>): Promise<string[]> {
  const { dependencies } = await discoverFacts({ root: sourceTree(files) });
  return dependencies.map(
    ({ from, to, kinds, symbols }) => `${from} -> ${to} ${kinds.join('+')} ${symbols.join('+')}`,
  );
}

test('an edge leads through barrels and renames to the file that defines the name', async () => {
  const edges = await edgesOf({
    'src/app.ts': "import { placeOrder } from './orders';\nplaceOrder();\n",
    'src/orders/index.ts': "export * from './public';\n",
    'src/orders/public.ts': "export { place as placeOrder } from './place.js';\n",
    'src/orders/place.ts': 'export function place() {}\n',
  });
  expect(edges).toContain('src/app.ts -> src/orders/place.ts value placeOrder');
  expect(edges).not.toContainEqual(expect.stringMatching(/^src\/app\.ts -> src\/orders\/(?:index|public)/));
});

test('a cycle of barrels ends, and a name that nobody defines falls back to the imported file', async () => {
  const edges = await edgesOf({
    'a.ts': "export * from './b';\nexport * from './c';\n",
    'b.ts': "export * from './a';\n",
    'c.ts': 'export const found = 1;\n',
    'main.ts': "import { found, lost } from './b';\nfound(lost);\n",
  });
  expect(edges).toContain('main.ts -> c.ts value found');
  expect(edges).toContain('main.ts -> b.ts value lost');
});

test('a long barrel leads to the first file that exports a name, through other barrels and CommonJS too', async () => {
  const leaves = Array.from({ length: 12 }, (_, i) => `leaf-${i}`);
  const edges = await edgesOf({
    'use.ts':
      "import { own3, twice, deep, common, nobody } from './index';\nown3(); twice(); deep(); common(); nobody();\n",
    'index.ts': ['nested', ...leaves, 'legacy', 'some-package']
      .map((name) => `export * from '${name === 'some-package' ? name : `./${name}`}';\n`)
      .join(''),
    'nested.ts': "export * from './deep';\n",
    'deep.ts': 'export const deep = () => 1;\n',
    'legacy.js': 'exports.common = () => 1;\n',
    ...Object.fromEntries(
      leaves.map((name, i) => [
        `${name}.ts`,
        `export const own${i} = () => ${i};\n${i % 5 === 2 ? 'export const twice = own2;\n' : ''}`,
      ]),
    ),
  });
  expect(edges.filter((edge) => edge.startsWith('use.ts'))).toEqual([
    'use.ts -> deep.ts value deep',
    'use.ts -> index.ts value nobody',
    'use.ts -> leaf-2.ts value twice',
    'use.ts -> leaf-3.ts value own3',
    'use.ts -> legacy.js value common',
  ]);
});

test('kinds tell types, values, heritage, injection, late imports and CommonJS apart', async () => {
  const edges = await edgesOf({
    'order.ts':
      'export class Order {}\nexport interface Row {}\nexport const total = 1;\nexport class Base {}\n',
    'types.ts': "import { Order, type Row } from './order';\nexport const f = (row: Row): Order => row;\n",
    'value.ts': "import { Order } from './order';\nexport const o: Order = new Order();\n",
    'child.ts': "import { Base } from './order';\nexport class Child extends Base {}\n",
    'plain.ts':
      "import { Order } from './order';\nexport class Plain { constructor(private order: Order) {} }\n",
    'nest.ts':
      "import { Order } from './order';\n@Injectable()\nexport class Nest { constructor(private order: Order) {} }\n",
    'late.ts': "export async function load() { const { total } = await import('./order'); return total; }\n",
    'common.cjs': "const { total } = require('./order');\nmodule.exports = { total };\n",
    'bare.ts': "import './order';\n",
  });
  expect(edges).toEqual([
    'bare.ts -> order.ts value ',
    'child.ts -> order.ts extends Base',
    'common.cjs -> order.ts require total',
    'late.ts -> order.ts dynamic total',
    'nest.ts -> order.ts injection+metadata Order',
    'plain.ts -> order.ts type+injection Order',
    'types.ts -> order.ts type Order+Row',
    'value.ts -> order.ts value+type Order',
  ]);
});

test('the weight of an edge is the number of references, shadowed names left out', async () => {
  const { dependencies } = await discoverFacts({
    root: sourceTree({
      'price.ts': 'export const price = (cents: number) => cents;\n',
      'cart.ts':
        "import { price } from './price';\nexport const a = price(1) + price(2);\nexport function f(price: number) { return price; }\n",
    }),
  });
  expect(dependencies).toEqual([
    {
      from: 'cart.ts',
      to: 'price.ts',
      kinds: ['value'],
      weight: 2,
      symbols: ['price'],
      locations: ['cart.ts:2'],
    },
  ]);
});

test('a namespace import leads to the files that define the members used', async () => {
  const edges = await edgesOf({
    'main.ts': "import * as shop from './shop';\nshop.pay();\n",
    'shop.ts': "export * from './pay';\nexport * from './ship';\n",
    'pay.ts': 'export function pay() {}\n',
    'ship.ts': 'export function ship() {}\n',
  });
  expect(edges.filter((edge) => edge.startsWith('main'))).toEqual(['main.ts -> pay.ts value pay']);
});
