import { by, sortedUnique } from '../../lib/ordered.ts';
import type { Dependency } from '../../model/analysis.ts';
import { dependencyKinds } from '../../model/dependency-kinds.ts';
import type { EntityFact, Facts, ModuleFact, PartFact } from '../facts.ts';

/**
 * The facts with every god file in its parts: each a module of its own, beside what is left of the file, which wires them
 * and belongs to no context. Dependencies, entry points, entities, accesses and calls name the parts; their lines stay those of
 * the file.
 */
export function splitGodFiles(facts: Facts, gods: ReadonlySet<string>): Facts {
  const { parts } = facts;
  if (!parts) return facts;
  const partsOf = new Map<string, PartFact[]>();
  const fileOf = new Map<string, string>();
  for (const part of parts.modules) {
    if (!gods.has(part.file)) fileOf.set(part.path, part.file);
    else partsOf.set(part.file, [...(partsOf.get(part.file) ?? []), part]);
  }
  const moduleOf = (path: string): string => fileOf.get(path) ?? path;
  const view = entryPointsOf(facts, moduleOf);
  if (gods.size === 0) return view;
  const placed = <At extends { readonly file: string; readonly line: number }>(at: At): At => ({
    ...at,
    file: moduleAt(partsOf.get(at.file) ?? [], at.file, at.line),
  });
  return {
    ...view,
    modules: facts.modules.flatMap((module) => inParts(module, partsOf.get(module.path))),
    dependencies: dependenciesOf(facts, gods, moduleOf),
    entities: facts.entities.map((entity) => entityOf(entity, facts, partsOf)),
    accesses: facts.accesses.map(placed),
    transactions: facts.transactions.map(({ accesses, ...each }) => ({
      ...each,
      accesses: accesses.map(placed),
    })),
    owners: ownersOf(facts, partsOf),
  };
}

function inParts(module: ModuleFact, parts: readonly PartFact[] | undefined): ModuleFact[] {
  if (!parts) return [module];
  const lines = (part: PartFact): number => part.endLine - part.line + 1;
  const held = parts.reduce((sum, part) => sum + lines(part), 0);
  const modules = parts.map((part): ModuleFact => {
    const { path, terms, ...place } = part;
    return {
      path,
      lines: lines(part),
      role: module.role === 'composition-root' ? 'domain' : module.role,
      isBarrel: false,
      isTypeOnly: false,
      terms,
      part: place,
    };
  });
  const rest: ModuleFact = { ...module, lines: Math.max(0, module.lines - held), role: 'composition-root' };
  return [rest, ...modules];
}

/** Entry points and calls with the modules that the facts are split into. */
function entryPointsOf(facts: Facts, moduleOf: (path: string) => string): Facts {
  const placed = <Found extends Facts['operations'][number] | Facts['routes'][number]>(
    found: Found,
  ): Found => ({
    ...found,
    ...(found.module !== undefined && { module: moduleOf(found.module) }),
    reaches: {
      ...found.reaches,
      calls: [...new Set(found.reaches.calls?.map(moduleOf))],
      modules: sortedUnique(found.reaches.modules.map(moduleOf)),
    },
  });
  const calls = facts.calls
    .map((call) => ({ ...call, from: moduleOf(call.from), to: moduleOf(call.to) }))
    .filter(({ from, to }) => from !== to);
  return { ...facts, routes: facts.routes.map(placed), operations: facts.operations.map(placed), calls };
}

/** The dependencies of whole files, and in place of those of god files the ones of their parts. */
function dependenciesOf(
  { dependencies, parts }: Facts,
  gods: ReadonlySet<string>,
  moduleOf: (path: string) => string,
): Dependency[] {
  const isWhole = ({ from, to }: Dependency): boolean => !gods.has(from) && !gods.has(to);
  const fileOf = new Map(parts?.modules.map(({ path, file }) => [path, file]));
  const isOfGod = ({ from, to }: Dependency): boolean =>
    [from, to].some((path) => gods.has(fileOf.get(path) ?? path));
  const merged = new Map<string, Dependency>();
  for (const dependency of (parts?.dependencies ?? []).filter(isOfGod)) {
    const [from, to] = [moduleOf(dependency.from), moduleOf(dependency.to)];
    if (from === to) continue;
    const key = `${from}\n${to}`;
    const known = merged.get(key);
    merged.set(key, known ? joined(known, dependency) : { ...dependency, from, to });
  }
  return [...dependencies.filter(isWhole), ...merged.values()].sort(
    by(
      ({ from }) => from,
      ({ to }) => to,
    ),
  );
}

function joined(a: Dependency, b: Dependency): Dependency {
  const { confidence: _a, ...rest } = a;
  const confidence = Math.max(a.confidence ?? 1, b.confidence ?? 1);
  return {
    ...rest,
    kinds: dependencyKinds.filter((kind) => a.kinds.includes(kind) || b.kinds.includes(kind)),
    weight: a.weight + b.weight,
    symbols: sortedUnique([...a.symbols, ...b.symbols]),
    locations: [...new Set([...a.locations, ...b.locations])],
    ...(confidence < 1 && { confidence }),
  };
}

/** An entity that a god file declares, reads or writes is declared, read or written by the parts that do so. */
function entityOf(
  entity: EntityFact,
  { accesses }: Facts,
  partsOf: ReadonlyMap<string, readonly PartFact[]>,
): EntityFact {
  const own = accesses.filter((each) => each.entity === entity.name);
  const users = (files: readonly string[], op: 'read' | 'write'): string[] =>
    sortedUnique(
      files.flatMap((file) => {
        const parts = partsOf.get(file);
        if (!parts) return [file];
        const places = own.filter((each) => each.file === file && each.op === op);
        return places.length === 0 ? [file] : places.map(({ line }) => moduleAt(parts, file, line));
      }),
    );
  const parts = partsOf.get(entity.file);
  return {
    ...entity,
    writers: users(entity.writers, 'write'),
    readers: users(entity.readers, 'read'),
    ...(parts && { module: moduleAt(parts, entity.file, entity.line) }),
  };
}

/** The part around a line, else the file. */
function moduleAt(parts: readonly PartFact[], file: string, at: number): string {
  return parts.findLast(({ line, endLine }) => line <= at && at <= endLine)?.path ?? file;
}

function ownersOf({ owners }: Facts, partsOf: ReadonlyMap<string, readonly PartFact[]>): Facts['owners'] {
  const ofParts = [...partsOf].flatMap(([file, parts]) => {
    const own = owners.get(file);
    return own ? parts.map(({ path }) => [path, own] as const) : [];
  });
  return new Map([...owners, ...ofParts]);
}
