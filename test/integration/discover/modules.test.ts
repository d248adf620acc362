import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function modulesOf(files: Record<string, string>) {
  const { modules } = await discoverFacts({ root: sourceTree(files) });
  return new Map(modules.map((module) => [module.path, module]));
}

test('terms are the words of identifiers, declared and used; imports and strings do not count', async () => {
  const modules = await modulesOf({
    'a.ts':
      "import { shippingLabel as label } from './zebra';\nconst orderTotal_EUR2 = label('Giraffe').parseHTTPHeader;\nconst x = orderTotal_EUR2;\n",
    'zebra.ts': 'export const shippingLabel = (text: string) => ({ parseHTTPHeader: text });\n',
  });
  expect([...(modules.get('a.ts')?.terms ?? [])]).toEqual([
    ['eur', 2],
    ['header', 1],
    ['http', 1],
    ['label', 1],
    ['order', 2],
    ['parse', 1],
    ['total', 2],
  ]);
});

test('barrels only pass on, type-only files have nothing at run time', async () => {
  const modules = await modulesOf({
    'index.ts': "export * from './types';\nexport { run } from './run';\n",
    'again.ts': "import { run } from './run';\nexport { run };\n",
    'types.ts':
      "import { run } from './run';\nexport interface A { run: typeof run }\nexport type B = A;\ndeclare module 'x' {}\n",
    'run.ts': "export * from './types';\nexport const run = () => 1;\n",
  });
  const flags = [...modules.values()].map(({ path, isBarrel, isTypeOnly }) => [path, isBarrel, isTypeOnly]);
  expect(flags).toEqual([
    ['again.ts', true, false],
    ['index.ts', true, false],
    ['run.ts', false, false],
    ['types.ts', false, true],
  ]);
});

test('roles come from names, headers and what a file does at start-up', async () => {
  const classes = Array.from({ length: 9 }, (_, i) => `s${i}`);
  const modules = await modulesOf({
    'src/order.test.ts': '',
    'test/support.ts': '',
    'src/api.gen.ts': '',
    'src/schema.ts': '// This file is auto-generated, do not edit\nexport const schema = 1;\n',
    'src/app.ts':
      "import express from 'express';\nexport const makeApp = () => { const app = express(); return app; };\n",
    'src/start.ts':
      "import { createServer } from 'node:http';\nimport { makeApp } from './app';\nexport const start = () => createServer(makeApp()).listen(80);\n",
    'src/main.ts': "import { start } from './start';\nstart();\n",
    'src/container.ts': `${classes.map((name) => `import { ${name.toUpperCase()} } from './${name}';`).join('\n')}\nexport const make = () => [${classes.map((name) => `new ${name.toUpperCase()}()`).join(', ')}];\n`,
    'src/order.ts': 'export const order = 1;\n',
    ...Object.fromEntries(
      classes.map((name) => [`src/${name}.ts`, `export class ${name.toUpperCase()} {}\n`]),
    ),
  });
  const roles = Object.fromEntries(
    [...modules.values()].filter(({ role }) => role !== 'domain').map(({ path, role }) => [path, role]),
  );
  expect(roles).toEqual({
    'src/order.test.ts': 'test',
    'test/support.ts': 'test',
    'src/api.gen.ts': 'generated',
    'src/schema.ts': 'generated',
    'src/app.ts': 'composition-root',
    'src/start.ts': 'composition-root',
    'src/main.ts': 'composition-root',
    'src/container.ts': 'composition-root',
  });
});
