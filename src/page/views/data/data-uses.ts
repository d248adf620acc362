import type { PageDocument } from '../../../report/page/page-document.ts';
import { deployedIn } from '../../reading/context-uses.ts';
import { tiesOfKind } from '../../reading/tie-kinds.ts';
import { placesOf } from '../../reading/ties.ts';

/** Where an entity is used from: the position of a context, or what is deployed with none. */
export const outside = -1;

const useKinds = ['write', 'read', 'join', 'transaction'] as const;
type UseKind = (typeof useKinds)[number];

/** One query or transaction over entities, at its place in the code. */
export interface Statement {
  readonly place: { readonly file: string; readonly line: number };
  /** Position of the context that runs it, or `outside`. */
  readonly context: number;
  /** Positions in the list of entities, sorted. */
  readonly entities: readonly number[];
}

/** What the code does with one entity; tests and generated code left out. */
export interface EntityUses {
  /** Position in the list of entities. */
  readonly entity: number;
  /** Ties of each kind, by the context that they come from. */
  readonly ties: Readonly<Record<UseKind, ReadonlyMap<number, readonly number[]>>>;
  /** Contexts that write it; two or more cannot both own its table. */
  readonly writers: readonly number[];
  /** Contexts that use it in any way. */
  readonly users: readonly number[];
}

/** The uses of every entity, those of a context together, those of none last. */
export function entityUses(data: PageDocument): EntityUses[] {
  const count = data.modules.lines.length;
  const found = data.entities.map(() => ({
    write: new Map<number, number[]>(),
    read: new Map<number, number[]>(),
    join: new Map<number, number[]>(),
    transaction: new Map<number, number[]>(),
  }));
  for (const kind of useKinds)
    for (const tie of tiesOfKind(data, kind)) {
      const from = data.ties.from[tie] as number;
      const uses = found[(data.ties.to[tie] as number) - count]?.[kind];
      if (!uses || !isRunning(data, from)) continue;
      const context = deployedIn(data, from);
      uses.set(context, [...(uses.get(context) ?? []), tie]);
    }
  const contexts = (...maps: ReadonlyMap<number, unknown>[]) =>
    [...new Set(maps.flatMap((map) => [...map.keys()]))].filter((each) => each >= 0).sort((a, b) => a - b);
  const rank = (entity: number) => (data.entities[entity]?.context ?? -1) >>> 0;
  return found
    .map((ties, entity) => ({
      entity,
      ties,
      writers: contexts(ties.write),
      users: contexts(...Object.values(ties)),
    }))
    .sort((a, b) => rank(a.entity) - rank(b.entity) || a.entity - b.entity);
}

function isRunning({ modules }: Pick<PageDocument, 'modules'>, module: number): boolean {
  const role = modules.roles[modules.role[module] as number];
  return role !== 'test' && role !== 'generated';
}

/** The joins or the transactions of the code, each with all of its entities, in the order of their places. */
export function statements(data: PageDocument, kind: 'join' | 'transaction'): Statement[] {
  const count = data.modules.lines.length;
  const found = new Map<string, { place: Statement['place']; context: number; entities: Set<number> }>();
  for (const tie of tiesOfKind(data, kind)) {
    const module = data.ties.from[tie] as number;
    if (!isRunning(data, module)) continue;
    for (const place of placesOf(data, tie)) {
      const key = `${place.file}:${place.line}`;
      const statement = found.get(key) ?? { place, context: deployedIn(data, module), entities: new Set() };
      statement.entities.add((data.ties.to[tie] as number) - count);
      found.set(key, statement);
    }
  }
  return [...found.values()]
    .map(({ entities, ...statement }) => ({ ...statement, entities: [...entities].sort((a, b) => a - b) }))
    .sort((a, b) =>
      a.place.file === b.place.file ? a.place.line - b.place.line : a.place.file < b.place.file ? -1 : 1,
    );
}

/** What the choice above the table lets through. */
export const scopes = {
  '': 'all',
  writers: 'written by several contexts',
  users: 'used by several contexts',
  unused: 'used by none',
} as const;

export function isInScope({ writers, users }: EntityUses, scope: string): boolean {
  if (scope === 'writers') return writers.length > 1;
  if (scope === 'users') return users.length > 1;
  return scope !== 'unused' || users.length === 0;
}
