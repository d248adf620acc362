import { by, sortedUnique } from '../../lib/ordered.ts';
import {
  type Dependency,
  type DependencyKind,
  dependencyKinds,
  type UnresolvedImport,
} from '../../model/analysis.ts';
import type { Resolver } from '../../project/index.ts';
import type { Linker } from './link/linker.ts';
import type { ImportFact, ImportedName, ModuleRecord } from './source/module-record.ts';

/** The module graph: edges lead to the file that defines a name, not to the barrel that passes it on. */
export interface ModuleGraph {
  readonly dependencies: readonly Dependency[];
  readonly unresolved: readonly UnresolvedImport[];
}

interface Edge {
  weight: number;
  readonly kinds: Set<DependencyKind>;
  readonly symbols: Set<string>;
  readonly lines: Set<number>;
}

/** Sums the imports of every file into edges; sorted by file. */
export function connectModules(
  modules: ReadonlyMap<string, ModuleRecord>,
  linker: Linker,
  resolver: Resolver,
): ModuleGraph {
  const edges = new Map<string, Map<string, Edge>>();
  const unresolved: UnresolvedImport[] = [];
  for (const [file, { imports }] of modules) {
    const outgoing = new Map<string, Edge>();
    edges.set(file, outgoing);
    for (const each of imports) {
      const resolution = resolver.resolve(file, each.specifier);
      if (resolution.kind === 'unresolved') {
        unresolved.push({
          from: file,
          specifier: each.specifier,
          line: each.line,
          reason: resolution.reason,
        });
      } else if (resolution.kind === 'module') addImport(outgoing, linker, file, resolution.path, each);
    }
    outgoing.delete(file);
  }
  return { dependencies: toDependencies(edges), unresolved: unresolved.sort(byPlace) };
}

const byPlace = by<UnresolvedImport>(
  (each) => each.from,
  (each) => each.line,
  (each) => each.specifier,
);

function addImport(
  outgoing: Map<string, Edge>,
  linker: Linker,
  file: string,
  target: string,
  fact: ImportFact,
): void {
  if (fact.names.length === 0) addTo(outgoing, target, kindOf(fact, null), null, fact.line);
  for (const name of fact.names) {
    const definition = linker.imported(file, fact.specifier, name.imported);
    const to = definition === null || definition.kind === 'external' ? target : definition.file;
    addTo(outgoing, to, kindOf(fact, name), name.imported, fact.line);
  }
}

function kindOf({ kind, isTypeOnly }: ImportFact, name: ImportedName | null): DependencyKind {
  if (kind !== 'static') return kind;
  return isTypeOnly || name?.isType ? 'type' : 'value';
}

function addTo(
  outgoing: Map<string, Edge>,
  to: string,
  kind: DependencyKind,
  symbol: string | null,
  line: number,
): void {
  let edge = outgoing.get(to);
  if (!edge) outgoing.set(to, (edge = { weight: 0, kinds: new Set(), symbols: new Set(), lines: new Set() }));
  edge.weight++;
  edge.kinds.add(kind);
  edge.lines.add(line);
  if (symbol !== null) edge.symbols.add(symbol);
}

function toDependencies(edges: ReadonlyMap<string, ReadonlyMap<string, Edge>>): Dependency[] {
  const dependencies: Dependency[] = [];
  for (const [from, outgoing] of edges) {
    for (const [to, { weight, kinds, symbols, lines }] of outgoing) {
      dependencies.push({
        from,
        to,
        kinds: dependencyKinds.filter((kind) => kinds.has(kind)),
        weight,
        symbols: sortedUnique(symbols),
        locations: [...lines].sort((a, b) => a - b).map((line) => `${from}:${line}`),
      });
    }
  }
  return dependencies.sort(
    by(
      (each) => each.from,
      (each) => each.to,
    ),
  );
}
