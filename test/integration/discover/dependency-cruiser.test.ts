import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import type { Facts } from '../../../src/analyzer/facts.ts';

const shop = join(import.meta.dirname, '../../../fixtures/monoliths/shop');

/** `from -> to` for every edge between files of the folder. */
async function cruisedEdges(root: string): Promise<Set<string>> {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      doNotFollow: 'node_modules',
      tsPreCompilationDeps: true,
      tsConfig: { fileName: join(root, 'tsconfig.json') },
    },
    {},
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  );
  const { modules } = output as ICruiseResult;
  return new Set(
    modules
      .filter(({ source }) => isModule(source))
      .flatMap(({ source, dependencies }) =>
        dependencies
          .filter(({ resolved, couldNotResolve }) => !couldNotResolve && isModule(resolved))
          .map(({ resolved }) => `${source} -> ${resolved}`),
      ),
  );
}

/** Declaration files are no modules here. */
function isModule(path: string): boolean {
  return path.startsWith('src/') && !path.endsWith('.d.ts');
}

/** What a file passes on, directly or through other files. */
function passedOn({ dependencies }: Facts): (file: string) => Set<string> {
  const next = new Map<string, string[]>();
  for (const { from, to, kinds } of dependencies) {
    if (kinds.includes('re-export')) next.set(from, [...(next.get(from) ?? []), to]);
  }
  return (file) => {
    const reached = new Set([file]);
    for (const each of reached) for (const to of next.get(each) ?? []) reached.add(to);
    return reached;
  };
}

test('every edge that dependency-cruiser finds in the shop is found, barrels seen through; the others are calls', {
  timeout: 120_000,
}, async () => {
  const [cruised, facts] = await Promise.all([cruisedEdges(shop), discoverFacts({ root: shop })]);
  const own = new Map(facts.dependencies.map((each) => [`${each.from} -> ${each.to}`, each]));
  const behind = passedOn(facts);
  const expected = new Set<string>();
  const missing: string[] = [];
  for (const edge of cruised) {
    const [from = '', to = ''] = edge.split(' -> ');
    const accepted = [...behind(to)].map((file) => `${from} -> ${file}`);
    for (const each of accepted) expected.add(each);
    if (!accepted.some((each) => own.has(each) || each === `${from} -> ${from}`)) missing.push(edge);
  }
  const extra = [...own.values()].filter(
    ({ from, to }) => from.startsWith('src/') && !expected.has(`${from} -> ${to}`),
  );
  expect(cruised.size).toBeGreaterThan(500);
  expect(missing).toEqual([]);
  expect(extra.filter(({ kinds }) => kinds.some((kind) => kind !== 'call'))).toEqual([]);
});
