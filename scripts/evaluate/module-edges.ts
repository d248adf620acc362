import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import type { Dependency } from '../../src/model/analysis.ts';

/** A folder whose edges dependency-cruiser and we both find. */
export interface EdgeScope {
  /** Folder of the check-out. */
  readonly root: string;
  /** Folders below it whose files count. */
  readonly folders: readonly string[];
  /** Relative to the root. */
  readonly tsconfig: string;
}

export interface EdgeComparison {
  readonly cruised: number;
  readonly own: number;
  /** Edges of dependency-cruiser that we do not have, neither as they stand nor through a barrel. */
  readonly missing: readonly string[];
  /** Edges that only we have, by what they are. */
  readonly extraByKind: Readonly<Record<string, number>>;
}

/** Compares the edges between files with those of dependency-cruiser, which leads to barrels and not through them. */
export async function compareEdges(
  scope: EdgeScope,
  dependencies: readonly Dependency[],
): Promise<EdgeComparison> {
  const isModule = (path: string) =>
    !path.endsWith('.d.ts') &&
    /\.[mc]?[jt]sx?$/.test(path) &&
    scope.folders.some((folder) => path.startsWith(`${folder}/`));
  const cruised = await cruisedEdges(scope, isModule);
  const own = dependencies.filter(({ from, to }) => isModule(from) && isModule(to));
  const have = new Set(own.map(({ from, to }) => edge(from, to)));
  const behind = passedOn(dependencies);
  const explained = new Set<string>();
  const missing: string[] = [];
  for (const { from, to } of cruised) {
    const leadsTo = [...behind(to)].map((file) => edge(from, file));
    for (const each of leadsTo) explained.add(each);
    if (!leadsTo.some((each) => have.has(each) || each === edge(from, from))) missing.push(edge(from, to));
  }
  const extra = own.filter(({ from, to }) => !explained.has(edge(from, to)));
  return {
    cruised: cruised.length,
    own: own.length,
    missing: missing.sort(),
    extraByKind: countKinds(extra),
  };
}

async function cruisedEdges(
  { root, folders, tsconfig }: EdgeScope,
  isModule: (path: string) => boolean,
): Promise<{ from: string; to: string }[]> {
  const fileName = join(mkdtempSync(join(tmpdir(), 'banyan-evaluate-')), 'tsconfig.json');
  writeFileSync(fileName, JSON.stringify(flatConfig(join(root, tsconfig))));
  const { output } = await cruise(
    [...folders],
    { baseDir: root, doNotFollow: 'node_modules', tsPreCompilationDeps: true, tsConfig: { fileName } },
    {},
    { tsConfig: extractTSConfig(fileName) },
  ).finally(() => rmSync(dirname(fileName), { recursive: true }));
  const { modules } = output as ICruiseResult;
  return modules
    .filter(({ source }) => isModule(source))
    .flatMap(({ source, dependencies }) =>
      dependencies
        .filter(({ resolved, couldNotResolve }) => !couldNotResolve && isModule(resolved))
        .map(({ resolved }) => ({ from: source, to: resolved })),
    );
}

/** dependency-cruiser applies `paths` only where they stand in the file that it is given, with `baseUrl` beside them. */
function flatConfig(tsconfig: string): object {
  const { options } = extractTSConfig(tsconfig);
  const { baseUrl = options['pathsBasePath'], paths = {} } = options;
  return { compilerOptions: { ...(baseUrl === undefined ? {} : { baseUrl }), paths }, include: [tsconfig] };
}

const edge = (from: string, to: string) => `${from} -> ${to}`;

/** What a file passes on, directly or through other files. */
function passedOn(dependencies: readonly Dependency[]): (file: string) => Set<string> {
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

function countKinds(dependencies: readonly Dependency[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { kinds } of dependencies) {
    const name = kinds.join('+');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
