import { by, sortedUnique } from '../../lib/ordered.ts';
import type { Dependency, DependencyKind, UnresolvedImport } from '../../model/analysis.ts';
import { dependencyKinds } from '../../model/dependency-kinds.ts';
import type { Definition, Linker } from './link/linker.ts';
import type { Program } from './program.ts';
import type { NameExpression, Origin, Use } from './source/code.ts';
import type { ImportFact } from './source/module-record.ts';
import type { SourceModule } from './source/read-code.ts';

/** A reference from one file to another, on a line of the first. */
export interface Reference {
  readonly from: string;
  readonly to: string;
  readonly kinds: readonly DependencyKind[];
  /** Exported name; null for a bare import. */
  readonly symbol: string | null;
  readonly line: number;
  /** 0..1; 1 when absent. */
  readonly confidence?: number;
}

/** Adds references up to edges, sorted by file; references within a file do not count. */
export function sumReferences(references: Iterable<Reference>): Dependency[] {
  const edges = new Map<string, Map<string, Edge>>();
  for (const { from, to, kinds, symbol, line, confidence = 1 } of references) {
    if (from === to) continue;
    const outgoing = edges.get(from) ?? new Map<string, Edge>();
    edges.set(from, outgoing);
    const edge = outgoing.get(to) ?? {
      weight: 0,
      confidence: 0,
      kinds: new Set(),
      symbols: new Set(),
      lines: new Set(),
    };
    outgoing.set(to, edge);
    edge.weight++;
    edge.confidence = Math.max(edge.confidence, confidence);
    edge.lines.add(line);
    for (const kind of kinds) edge.kinds.add(kind);
    if (symbol !== null) edge.symbols.add(symbol === '=' ? 'default' : symbol);
  }
  return toDependencies(edges);
}

interface Edge {
  weight: number;
  confidence: number;
  readonly kinds: Set<DependencyKind>;
  readonly symbols: Set<string>;
  readonly lines: Set<number>;
}

function toDependencies(edges: ReadonlyMap<string, ReadonlyMap<string, Edge>>): Dependency[] {
  const dependencies: Dependency[] = [];
  for (const [from, outgoing] of edges) {
    const at = `${from}:`;
    for (const [to, { weight, confidence, kinds, symbols, lines }] of outgoing) {
      dependencies.push({
        from,
        to,
        kinds: kindsIn(kinds),
        weight,
        symbols: sortedUnique(symbols),
        locations: [...lines].sort((a, b) => a - b).map((line) => at + line),
        ...(confidence < 1 && { confidence }),
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

/** Lists of kinds: edges are many, and what they are is nearly always the same. */
const known = new Map<string, DependencyKind[]>();

/** Kinds in their order; the same list for the same kinds. */
function kindsIn(kinds: ReadonlySet<DependencyKind>): DependencyKind[] {
  const list = dependencyKinds.filter((kind) => kinds.has(kind));
  const key = list.join();
  const found = known.get(key) ?? list;
  known.set(key, found);
  return found;
}

/**
 * Every reference that the imports of a module make: one per use of a name, one for an import that is not used.
 *
 * `redirected` are types of constructor parameters and properties where a container is known to put something else.
 */
export function* importReferences(
  module: SourceModule,
  { modules, linker, resolver }: Program,
  redirected: ReadonlySet<NameExpression> = new Set(),
): Generator<Reference> {
  const from = module.path;
  const targets = new Map<Origin, Map<string | null, Target | null>>();
  const used = new Set<string>();
  for (const { uses } of module.functions) {
    for (const use of uses) {
      const origin = use.name.variable?.origin;
      if (!origin) continue;
      const { member } = use;
      const known = targets.get(origin) ?? new Map<string | null, Target | null>();
      let target = known.get(member);
      if (target === undefined) {
        target = targetOf(from, { modules, linker, resolver }, origin, member);
        targets.set(origin, known.set(member, target));
        if (target) for (const key of usedKeys(origin, use.name.name)) used.add(key);
      }
      if (!target) continue;
      const { to, symbol } = target;
      const kinds = kindsOf(use, origin, target.isType, redirected.has(use.name));
      yield { from, to, symbol, kinds, line: use.line };
    }
  }
  const reExported = namesPassedOn(module);
  for (const fact of module.record.imports) {
    const resolution = resolver.resolve(from, fact.specifier);
    if (resolution.kind === 'module')
      yield* unusedReferences(from, linker, resolution.path, fact, used, reExported);
  }
}

interface Target {
  readonly to: string;
  readonly symbol: string;
  /** Whether it is an interface or alias, of which nothing exists at run time. */
  readonly isType: boolean;
}

/** Late imports are told apart by what they take: the name of a variable may come twice. */
function usedKeys({ specifier, imported, isLate }: Origin, local: string): string[] {
  return isLate === null
    ? [`${specifier}\0${local}`]
    : [lateKey(specifier, ''), lateKey(specifier, imported)];
}

function lateKey(specifier: string, imported: string): string {
  return `${specifier}\0=${imported}`;
}

/** What a name, or a member of a whole module, leads to; null for packages. */
function targetOf(
  from: string,
  { modules, linker, resolver }: Pick<Program, 'modules' | 'linker' | 'resolver'>,
  { specifier, imported }: Origin,
  member: string | null,
): Target | null {
  const resolution = resolver.resolve(from, specifier);
  if (resolution.kind !== 'module') return null;
  const whole = linker.imported(from, specifier, imported);
  const byMember = member === null ? null : memberOf(linker, from, specifier, imported, whole, member);
  const definition = byMember ?? whole;
  const isOther = definition === null || definition.kind === 'external';
  const isTaken = byMember !== null || imported === '=';
  const to = isOther ? resolution.path : definition.file;
  const variable =
    definition?.kind === 'declaration' ? modules.get(to)?.variables.get(definition.name) : undefined;
  const isType = variable?.typeDeclaration != null && variable.values.length === 0;
  return { to, symbol: (isTaken ? member : null) ?? imported, isType };
}

/** A member of a whole module, or of a namespace that a name stands for. */
function memberOf(
  linker: Linker,
  from: string,
  specifier: string,
  imported: string,
  whole: Definition | null,
  member: string,
): Definition | null {
  if (imported === '*' || imported === '=') return linker.imported(from, specifier, member);
  return whole?.kind === 'namespace' ? linker.definitionOf(whole.file, member) : null;
}

/** Specifiers that lead nowhere, with the reason; sorted by place. */
export function unresolvedImports({
  modules,
  resolver,
}: Pick<Program, 'modules' | 'resolver'>): UnresolvedImport[] {
  const unresolved: UnresolvedImport[] = [];
  for (const { path, record } of modules.values()) {
    for (const { specifier, line, kind } of record.imports) {
      if (specifier === '' && kind !== 'static' && kind !== 're-export') {
        unresolved.push({
          from: path,
          specifier: `${kind === 'require' ? 'require' : 'import'}(…)`,
          line,
          reason: 'not a literal',
        });
        continue;
      }
      const resolution = resolver.resolve(path, specifier);
      if (resolution.kind === 'unresolved')
        unresolved.push({ from: path, specifier, line, reason: resolution.reason });
    }
  }
  return unresolved.sort(
    by(
      (each) => each.from,
      (each) => each.line,
      (each) => each.specifier,
    ),
  );
}

/** Types are kept at run time by decorators only if they exist then; a redirected injection is counted where it leads. */
function kindsOf(
  { position }: Use,
  { isType, isLate }: Origin,
  isTargetType: boolean,
  isRedirected: boolean,
): DependencyKind[] {
  const asType: DependencyKind =
    position.endsWith('metadata') && !isType && !isTargetType ? 'metadata' : 'type';
  switch (position) {
    case 'value':
      return [isType ? 'type' : (isLate ?? 'value')];
    case 'injection-metadata':
    case 'injection':
      return isRedirected ? [asType] : ['injection', asType];
    case 'metadata':
      return [asType];
    default:
      return [position];
  }
}

/** Imports without any use still make the other file run, unless they are of types. */
function* unusedReferences(
  from: string,
  linker: Linker,
  target: string,
  { specifier, kind, isTypeOnly, names, line }: ImportFact,
  used: ReadonlySet<string>,
  reExported: ReadonlySet<string>,
): Generator<Reference> {
  const edge: DependencyKind = kind === 'static' ? (isTypeOnly ? 'type' : 'value') : kind;
  const isLate = kind === 'require' || kind === 'dynamic';
  const isUsed = isLate && used.has(lateKey(specifier, ''));
  if (names.length === 0 && !isUsed) yield { from, to: target, kinds: [edge], symbol: null, line };
  for (const { imported, local, isType } of names) {
    if (
      kind === 'static' &&
      (used.has(`${specifier}\0${local}`) || reExported.has(`${specifier}\0${imported}`))
    )
      continue;
    if (isLate && used.has(lateKey(specifier, imported))) continue;
    const definition = linker.imported(from, specifier, imported);
    const to = definition === null || definition.kind === 'external' ? target : definition.file;
    const kinds: DependencyKind[] = kind === 'static' && isType ? ['type'] : isType ? [edge, 'type'] : [edge];
    yield { from, to, kinds, symbol: imported, line };
  }
}

function namesPassedOn({ record }: SourceModule): Set<string> {
  return new Set(
    record.exports.flatMap(({ from }) =>
      'specifier' in from ? [`${from.specifier}\0${from.imported}`] : [],
    ),
  );
}
