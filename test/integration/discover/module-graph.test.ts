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
