import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { analysisSchema } from '../../../src/model/analysis.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function analyse(graph: unknown, ...argv: string[]) {
  const workingFolder = sourceTree({});
  writeFileSync(join(workingFolder, 'graph.json'), typeof graph === 'string' ? graph : JSON.stringify(graph));
  return runCli(['analyze', '--from-depcruise', 'graph.json', '--json', '--quiet', ...argv], commands, {
    workingFolder,
  });
}

const features = ['orders', 'users', 'catalog'];
const files = Object.fromEntries([
  ...features.flatMap((feature) =>
    Array.from({ length: 6 }, (_, index) => [
      `src/${feature}/${feature}-${index}.js`,
      index === 0
        ? `export const ${feature}0 = 0;\n`
        : `import { ${feature}${index - 1} as before } from './${feature}-${index - 1}.js';\nexport const ${feature}${index} = before;\n`,
    ]),
  ),
  [
    'src/index.js',
    "export * from './orders/orders-0.js';\nconst late = () => import('./users/users-0.js');\nlate();\n",
  ],
  ['src/legacy.cjs', "require('./index.js');\nrequire('./gone');\nrequire('fs');\n"],
]);

it('the graph of dependency-cruiser is analysed like source, and what it cannot say is said', async () => {
  const baseDir = sourceTree(files);
  const { output } = await cruise(['src'], { baseDir, outputType: 'json' });
  const { exitCode, stdout, stderr } = await analyse(output);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const analysis = analysisSchema.parse(JSON.parse(stdout));
  expect(analysis.modules.map(({ path }) => path)).toEqual(Object.keys(files).sort());
  const kindOf = (from: string, to: string) =>
    analysis.dependencies.find((each) => each.from === from && each.to === to)?.kinds.join();
  expect(kindOf('src/orders/orders-1.js', 'src/orders/orders-0.js')).toBe('value');
  expect(kindOf('src/index.js', 'src/orders/orders-0.js')).toBe('re-export');
  expect(kindOf('src/index.js', 'src/users/users-0.js')).toBe('dynamic');
  expect(kindOf('src/legacy.cjs', 'src/index.js')).toBe('require');
  expect(analysis.unresolvedImports.map(({ specifier }) => specifier)).toEqual(['./gone']);
  expect(analysis.diagnostics.map(({ code }) => code)).toContain('GRAPH_ONLY');
}, 60_000);

it('type-only dependencies are types, packages and builtins are left out', async () => {
  const dependency = (resolved: string, more: object) => ({
    module: resolved,
    resolved,
    dependencyTypes: ['local'],
    ...more,
  });
  const graph = {
    modules: [
      {
        source: 'src/a.ts',
        dependencies: [
          dependency('src/b.ts', { dependencyTypes: ['local', 'type-only'] }),
          dependency('src/c.ts', { preCompilationOnly: true }),
          dependency('node_modules/x/index.js', {}),
          dependency('fs', { coreModule: true }),
        ],
      },
      { source: 'src/b.ts', dependencies: [] },
      { source: 'src/c.ts', dependencies: [] },
      { source: 'node_modules/x/index.js', dependencies: [] },
      { source: 'fs', coreModule: true, dependencies: [] },
    ],
  };
  const analysis = analysisSchema.parse(JSON.parse((await analyse(graph)).stdout));
  expect(analysis.modules.map(({ path }) => path)).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts']);
  expect(analysis.dependencies.map(({ to, kinds }) => `${to} ${kinds.join()}`)).toEqual([
    'src/b.ts type',
    'src/c.ts type',
  ]);
});

it.each([
  ['no JSON', '{', [], 'DOCUMENT_INVALID'],
  ['another document', { schemaVersion: 1 }, [], 'DOCUMENT_INVALID'],
  ['a module without its dependencies', { modules: [{ source: 'a.ts' }] }, [], 'DOCUMENT_INVALID'],
  ['an empty graph', { modules: [] }, [], 'NO_SOURCE_FILES'],
  ['a path beside it', { modules: [] }, ['src'], 'USAGE'],
])('%s is refused', async (_, graph, argv, code) => {
  const { exitCode, stdout } = await analyse(graph, ...argv);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
});
