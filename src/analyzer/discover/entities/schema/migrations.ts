import type { SchemaChange, TableName } from '../../sql/statement.ts';
import type { Catalog } from '../catalog.ts';
import type { SchemaSource } from '../model.ts';
import type { EntityDraft } from '../related-entities.ts';
import { tableKey } from '../table-key.ts';

/** A table that is called back to an old name is found before so many names. */
const maxRenames = 16;

/** The files that make or change the table of each entity, whatever it was called then. */
export function migrationsIn(
  schema: readonly SchemaSource[],
  { find }: Pick<Catalog, 'find'>,
): ReadonlyMap<EntityDraft, ReadonlySet<string>> {
  const names = new Map<string, TableName>();
  for (const { change } of schema.flatMap(({ changes }) => changes)) {
    if (change.kind === 'rename') names.set(tableKey(change.table), change.to);
  }
  const entitiesOf = (table: TableName | undefined, renames = 0): readonly EntityDraft[] => {
    if (table === undefined || renames > maxRenames) return [];
    const found = find(table);
    return found.length > 0 ? found : entitiesOf(names.get(tableKey(table)), renames + 1);
  };
  const migrations = new Map<EntityDraft, Set<string>>();
  for (const { file, changes } of schema) {
    for (const entity of changes.flatMap(({ change }) => entitiesOf(tableOf(change)))) {
      migrations.set(entity, (migrations.get(entity) ?? new Set<string>()).add(file));
    }
  }
  return migrations;
}

function tableOf(change: SchemaChange): TableName | undefined {
  return change.kind === 'view' ? undefined : change.table;
}
