import {
  discoverEntities,
  type FoundEntities,
} from '../../src/analyzer/discover/entities/discover-entities.ts';
import { linkProgram } from '../../src/analyzer/discover/program.ts';
import { createShaper } from '../../src/analyzer/discover/shapes/create-shaper.ts';
import { seenNothing } from '../../src/analyzer/discover/shapes/seen-shapes.ts';
import { readModules } from '../../src/analyzer/discover/source/read-modules.ts';
import { openProject } from '../../src/project/index.ts';
import { sourceTree } from './source-tree.ts';

/** What the search for entities finds in a folder. */
export async function entitiesOf(root: string): Promise<FoundEntities> {
  const project = openProject({ root });
  const program = linkProgram(project, await readModules(project, [], {}));
  return discoverEntities(program, createShaper(program, seenNothing));
}

/** The same for files that are written for the test. */
export async function entitiesIn(files: Readonly<Record<string, string>>): Promise<FoundEntities> {
  return entitiesOf(sourceTree({ 'package.json': '{"type":"module"}', ...files }));
}

/** `Order orders src/order.ts:1`, then `-> User many-to-one` for each relation. */
export function shownEntities({ entities }: FoundEntities): string[] {
  return entities.map(({ name, table, file, line, relations }) =>
    [`${name} ${table} ${file}:${line}`, ...relations.map(({ to, kind }) => `-> ${to} ${kind}`)].join(' '),
  );
}

/** `write Order orders.ts:3 Orders.place`. */
export function shownAccesses({ accesses }: FoundEntities): string[] {
  return accesses.map(
    ({ op, entity, file, line, declaration }) => `${op} ${entity} ${file}:${line} ${declaration}`,
  );
}

/** `orders.ts:3 Orders.place Order+Stock`. */
export function shownTransactions({ transactions }: FoundEntities): string[] {
  return transactions.map(({ file, line, declaration, accesses }) => {
    const names = [...new Set(accesses.map(({ entity }) => entity))].sort();
    return `${file}:${line} ${declaration} ${names.join('+')}`;
  });
}

/** `orders.user_id -> users.id` for each foreign key. */
export function shownKeys({ entities }: FoundEntities): string[] {
  return entities.flatMap(({ table, foreignKeys = [] }) =>
    foreignKeys.map(
      (key) => `${table}.${key.columns.join('+')} -> ${key.table}.${key.references.join('+') || '?'}`,
    ),
  );
}

/** `Order: id uuid, note text?`; a question mark where null is allowed, two where nothing says it. */
export function shownColumns({ entities }: FoundEntities): string[] {
  return entities.map(({ name, columns = [] }) => {
    const shown = columns.map((column) => {
      const mark = column.nullable === null ? '??' : column.nullable ? '?' : '';
      return `${column.name} ${column.type}${mark}`;
    });
    return `${name}: ${shown.join(', ')}`;
  });
}

/** `orders.ts:3 Orders.place Order+Stock knex`. */
export function shownJoins({ joins }: FoundEntities): string[] {
  return joins.map(
    ({ file, line, declaration, entities, via }) =>
      `${file}:${line} ${declaration} ${entities.join('+')} ${via}`,
  );
}
