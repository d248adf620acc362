import { by } from '../../lib/ordered.ts';
import type { Entity } from '../../model/analysis.ts';

/** A key that one table holds of another. */
export interface ForeignKey {
  readonly from: Entity;
  readonly to: Entity;
  /** Empty where only the relation is known. */
  readonly columns: readonly string[];
}

/**
 * Every foreign key between two entities that are both in a context: those that the schema declares, and of entities without a
 * known schema those relations of which they hold the key. Sorted by entity.
 */
export function foreignKeys(entities: readonly Entity[]): ForeignKey[] {
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  const keys: ForeignKey[] = [];
  for (const from of entities) {
    for (const { name, columns } of targetsOf(from)) {
      const to = byName.get(name);
      if (to && from.context !== null && to.context !== null) keys.push({ from, to, columns });
    }
  }
  return keys.sort(
    by(
      ({ from }) => from.name,
      ({ to }) => to.name,
      ({ columns }) => columns.join(),
    ),
  );
}

export function isAcross({ from, to }: ForeignKey): boolean {
  return from.context !== to.context;
}

function targetsOf({ foreignKeys, relations }: Entity): { name: string; columns: readonly string[] }[] {
  const declared = (foreignKeys ?? []).flatMap(({ entity, columns }) =>
    entity === null ? [] : [{ name: entity, columns }],
  );
  const known = new Set(declared.map(({ name }) => name));
  const related = relations
    .filter(({ kind, isOwner }) => isOwner ?? (kind === 'many-to-one' || kind === 'many-to-many'))
    .map(({ to }) => to);
  return [
    ...declared,
    ...[...new Set(related)].filter((name) => !known.has(name)).map((name) => ({ name, columns: [] })),
  ];
}
