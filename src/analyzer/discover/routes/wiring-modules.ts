import { by } from '../../../lib/ordered.ts';
import type { Resolver } from '../../../project/index.ts';
import type { Model } from '../evaluate/model.ts';
import type { SourceModule } from '../source/read-code.ts';

/** What a module imports, as far as it matters for who wires the application. */
export interface WiringImports {
  readonly usesFramework: boolean;
  /** Modules by their paths, in the order of the imports. */
  readonly targets: readonly (readonly [path: string, isTypeOnly: boolean])[];
}

export function wiringImports(
  { path, record }: SourceModule,
  resolver: Resolver,
  entryPackages: ReadonlySet<string>,
): WiringImports {
  const targets: (readonly [string, boolean])[] = [];
  let usesFramework = false;
  for (const { specifier, isTypeOnly } of record.imports) {
    const resolution = resolver.resolve(path, specifier);
    if (resolution.kind === 'package' && entryPackages.has(resolution.name)) usesFramework = true;
    if (resolution.kind === 'module') targets.push([resolution.path, isTypeOnly]);
  }
  return { usesFramework, targets };
}

/** Packages that entry points are made with. */
export function entryPackagesOf(models: readonly Model[]): Set<string> {
  return new Set(models.flatMap((model) => model.entryPackages ?? model.packages));
}

/**
 * The modules that can take part in registering routes: those that import a framework, and all that import them,
 * directly or not. Those that no other one imports come first, the one that leads to most others before the rest: a program
 * starts there, and what it loads late is loaded in its order. The others follow, importers before what they import.
 * O(entries × imports).
 */
export function wiringModules(
  files: readonly string[],
  importsOf: (file: string) => WiringImports | undefined,
): string[] {
  const importers = new Map<string, string[]>();
  const imported = new Map<string, string[]>();
  const wanted = new Set<string>();
  for (const file of files) {
    const { usesFramework = false, targets = [] } = importsOf(file) ?? {};
    if (usesFramework) wanted.add(file);
    for (const [path, isTypeOnly] of targets) {
      push(importers, path, file);
      if (!isTypeOnly) push(imported, file, path);
    }
  }
  // The set grows while it is visited.
  for (const file of wanted) for (const importer of importers.get(file) ?? []) wanted.add(importer);
  return inOrder(
    files.filter((file) => wanted.has(file)),
    importers,
    imported,
  );
}

/** More entries than that are scripts and not one program; they are in order of their paths. */
const maxEntries = 300;

function inOrder(
  wiring: readonly string[],
  importers: ReadonlyMap<string, readonly string[]>,
  imported: ReadonlyMap<string, readonly string[]>,
): string[] {
  const entries = wiring.filter((file) => !importers.has(file));
  const isOneProgram = entries.length <= maxEntries;
  const reach = new Map(isOneProgram ? entries.map((file) => [file, reachable(file, imported)]) : []);
  const first = entries.sort(
    by(
      (file) => -(reach.get(file) ?? 0),
      (file) => file,
    ),
  );
  const known = new Set(wiring);
  const rest = importersFirst([...first, ...wiring], imported).filter((file) => known.has(file));
  return [...new Set([...first, ...rest])];
}

/** Depth first, without recursion: what has been left last comes first. */
function importersFirst(
  starts: readonly string[],
  imported: ReadonlyMap<string, readonly string[]>,
): string[] {
  const left: string[] = [];
  const entered = new Set<string>();
  // The first start comes out first, so it is visited last.
  for (const start of [...starts].reverse()) {
    const open = [{ file: start, isLeft: false }];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.isLeft) left.push(next.file);
      if (next.isLeft || entered.has(next.file)) continue;
      entered.add(next.file);
      open.push({ file: next.file, isLeft: true });
      for (const file of imported.get(next.file) ?? []) open.push({ file, isLeft: false });
    }
  }
  return left.reverse();
}

function reachable(file: string, imported: ReadonlyMap<string, readonly string[]>): number {
  const reached = new Set([file]);
  // The set grows while it is visited.
  for (const each of reached) for (const next of imported.get(each) ?? []) reached.add(next);
  return reached.size;
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}
