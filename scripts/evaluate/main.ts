/**
 * Measures the analyzer on code bases with a known answer and writes the tables of `docs/evaluation.md`.
 *
 * `npm run evaluate -- --corpus <folder> [--literature <folder>] [--only <section>,…] [--write]`: the folder holds the check-outs of `evaluation/README.md`, each under the name of its
 * repository; what is not there is said and left out. The other folder is a check-out of
 * kaliaanup/Mono2Micro-FSE-2021. Takes minutes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { analyze } from '../../src/analyzer/index.ts';
import type { Analysis } from '../../src/model/analysis.ts';
import { checkedEdges } from '../evaluate-edges/checked-edges.ts';
import { compareEdges as compareWithChecker } from '../evaluate-edges/compare-edges.ts';
import { ownEdges } from '../evaluate-edges/own-edges.ts';
import { readCorpus } from './corpus.ts';
import { measureFeatureFolders } from './feature-folders.ts';
import { compareEntities, compareRoutes, type Found } from './found-of-truth.ts';
import { literatureHead, literatureRows } from './literature/literature-rows.ts';
import { type BoundaryTables, measureBoundaries } from './measure-boundaries.ts';
import { compareEdges, type EdgeScope } from './module-edges.ts';
import { synthesise } from './synthetic/measure.ts';
import { replaceSection, table } from './table.ts';

const repositoryFolder = join(import.meta.dirname, '../..');
const page = join(repositoryFolder, 'docs/evaluation.md');
const shop = join(repositoryFolder, 'fixtures/monoliths/shop');

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    only: { type: 'string' },
    literature: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const wanted = values.only?.split(',') ?? [];
/** Sections that make their own code. */
const withoutCorpus: readonly string[] = ['synthetic'];
const isCorpusNeeded = wanted.length === 0 || wanted.some((name) => !withoutCorpus.includes(name));
if (values.corpus === undefined && isCorpusNeeded) {
  console.error(
    'evaluate: --corpus <folder> is missing: the folder of the check-outs that evaluation/README.md lists',
  );
  process.exit(2);
}
const codeBases = values.corpus === undefined ? [] : readCorpus(resolve(values.corpus));

const edgeScopes: readonly (EdgeScope & { readonly name: string })[] = [
  { name: 'shop', root: shop, folders: ['src'], tsconfig: 'tsconfig.json' },
  ...inCorpus('vendure', { folders: ['src'], tsconfig: 'tsconfig.json' }, 'packages/core'),
  ...inCorpus('unleash', { folders: ['src/lib'], tsconfig: 'tsconfig.json' }),
  ...inCorpus('ghostfolio', { folders: ['apps/api/src', 'libs/common/src'], tsconfig: 'tsconfig.base.json' }),
];

const checkerScopes: readonly { readonly name: string; readonly root: string; readonly tsconfig: string }[] =
  [
    ...inCorpus('vendure', { folders: [], tsconfig: 'tsconfig.json' }, 'packages/core'),
    ...inCorpus('ghostfolio', { folders: [], tsconfig: 'tsconfig.base.json' }),
    ...inCorpus('ddd-forum', { folders: [], tsconfig: 'tsconfig.json' }),
    ...inCorpus('unleash', { folders: [], tsconfig: 'tsconfig.json' }),
  ];

function inCorpus(name: string, scope: Omit<EdgeScope, 'root'>, below = '') {
  const folder = codeBases.find(({ truth }) => truth.repo.toLowerCase().endsWith(`/${name}`))?.folder;
  return folder ? [{ name, root: join(folder, below), ...scope }] : [];
}

const said = (text: string) => console.error(`evaluate: ${text}`);
const analysisOf = async (root: string): Promise<Analysis> => {
  said(`analysing ${root}`);
  return analyze({ root, version: 'evaluation' });
};

function shareFound({ known, missing }: Found): string {
  return known === 0 ? 'none known' : `${known - missing.length} of ${known}`;
}

function precision({ extra, known, missing }: Found): string {
  if (extra === null) return 'not known';
  const right = known - missing.length;
  return `${((100 * right) / (right + extra.length)).toFixed(0)} %`;
}

async function factRows(): Promise<string[][]> {
  const rows: string[][] = [];
  for (const { truth, folder } of codeBases) {
    if (folder === null) {
      said(`${truth.repo} is not in the corpus folder: left out`);
      continue;
    }
    const analysis = await analysisOf(folder);
    const routes = compareRoutes(analysis, truth);
    const entities = compareEntities(analysis, truth);
    for (const { missing, extra } of [routes, entities]) {
      for (const each of missing) said(`${truth.repo}: not found: ${each}`);
      for (const each of extra ?? []) said(`${truth.repo}: not known: ${each}`);
    }
    rows.push([
      truth.repo,
      truth.commit.slice(0, 8),
      String(analysis.summary.files),
      shareFound(routes),
      precision(routes),
      shareFound(entities),
      precision(entities),
      String(analysis.summary.unresolvedImports),
    ]);
  }
  return rows;
}

async function edgeRows(): Promise<string[][]> {
  const rows: string[][] = [];
  for (const scope of edgeScopes) {
    const { dependencies } = await analysisOf(scope.root);
    const { cruised, own, missing, extraByKind } = await compareEdges(scope, dependencies);
    for (const each of missing) said(`${scope.name}: only dependency-cruiser has ${each}`);
    const extra = Object.entries(extraByKind).map(([kinds, count]) => `${count} ${kinds}`);
    rows.push([scope.name, String(cruised), String(own), String(missing.length), extra.join(', ')]);
  }
  return rows;
}

/** Calls and injections that the type checker knows, and how many of ours agree; see `evaluate-edges/compare-edges.ts`. */
async function checkerRows(): Promise<string[][]> {
  const rows: string[][] = [];
  for (const { name, root, tsconfig } of checkerScopes) {
    said(`checking the types of ${root}`);
    const own = await ownEdges(root);
    const files = own.files.filter((file) => /\.[mc]?tsx?$/.test(file));
    const { calls, injections } = compareWithChecker(checkedEdges(root, join(root, tsconfig), files), own);
    for (const each of [...calls.disagreed, ...injections.disagreed]) said(`${name}: disagreed: ${each}`);
    rows.push([
      name,
      ...[calls, injections].flatMap(({ checked, agreed, refined, disagreed }) => [
        `${agreed + refined} of ${checked} (${((100 * (agreed + refined)) / Math.max(1, checked)).toFixed(1)} %)`,
        String(disagreed.length),
      ]),
    ]);
  }
  return rows;
}

let measured: Promise<BoundaryTables> | undefined;

/** Measured once, however many tables are made of it. */
function boundaryTables(): Promise<BoundaryTables> {
  return (measured ??= measureBoundaries(codeBases, analysisOf, said));
}

function literatureTable(folder: string): () => Promise<string> {
  return async () => table(literatureHead, await literatureRows(folder));
}

const sections: Readonly<Record<string, () => Promise<string>>> = {
  facts: async () =>
    table(
      [
        'repository',
        'commit',
        'files',
        'routes found',
        'precision',
        'entities found',
        'precision',
        'unresolved imports',
      ],
      await factRows(),
    ),
  edges: async () =>
    table(['code', 'edges of dependency-cruiser', 'ours', 'missing', 'only ours, by kind'], await edgeRows()),
  checker: async () =>
    table(['code', 'method calls', 'disagreed', 'injections', 'disagreed'], await checkerRows()),
  boundaries: async () => (await boundaryTables()).boundaries,
  means: async () => (await boundaryTables()).means,
  baselines: async () => (await boundaryTables()).baselines,
  calibration: async () => (await boundaryTables()).calibration,
  ...(values.corpus !== undefined && {
    folders: () => measureFeatureFolders(resolve(values.corpus as string), said),
  }),
  synthetic: () => synthesise(said),
  ...(values.literature !== undefined && { literature: literatureTable(resolve(values.literature)) }),
};

said(
  `${codeBases.filter(({ folder }) => folder !== null).length} of ${codeBases.length} code bases are there`,
);
for (const [name, measure] of Object.entries(sections)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const lines = await measure();
  console.log(`\n${lines}`);
  if (values.write) writeFileSync(page, replaceSection(readFileSync(page, 'utf8'), name, lines));
}
