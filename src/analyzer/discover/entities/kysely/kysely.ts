import type { Diagnostic } from '../../../../model/diagnostic.ts';
import type { CallExpression, Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { namesOf } from '../callee.ts';
import type { Catalog } from '../catalog.ts';
import type { EntityDiscoverer, EntitySearch, FoundAccess, SqlSources } from '../discoverer.ts';
import { expressionNames } from '../expression-names.ts';
import { readDatabaseTypes } from './database-types.ts';
import { parseTableName, tableKey } from '../table-key.ts';
import { textsOf } from '../written-text.ts';

/** Kysely: tables are members of the type argument of `Kysely`, queries name them. */
export const kysely: EntityDiscoverer = {
  name: 'kysely',
  applies: ({ packages }) => packages.has('kysely'),
  start(sources): EntitySearch {
    const diagnostics: Diagnostic[] = [];
    return {
      models: readDatabaseTypes(sources),
      schema: [],
      transactions: [],
      findAccesses: (catalog) =>
        sources.application.flatMap((module) => accessesIn(sources, module, catalog, diagnostics)),
      diagnostics,
    };
  },
};

const starters: ReadonlyMap<string, FoundAccess['op']> = new Map([
  ['selectFrom', 'read'],
  ['insertInto', 'write'],
  ['replaceInto', 'write'],
  ['updateTable', 'write'],
  ['deleteFrom', 'write'],
  ['mergeInto', 'write'],
]);
const joins = new Set(
  (
    'innerJoin leftJoin rightJoin fullJoin crossJoin innerJoinLateral leftJoinLateral crossJoinLateral ' +
    'crossApply outerApply from using'
  ).split(' '),
);

function accessesIn(
  sources: SqlSources,
  { path: file, functions }: SourceModule,
  catalog: Catalog,
  diagnostics: Diagnostic[],
): FoundAccess[] {
  return functions.flatMap((code) =>
    code.calls.flatMap((node): FoundAccess[] => {
      const place = { file, code };
      const use = useOf(node);
      if (!use) return [];
      const { method, op, isCertain } = use;
      const names = tablesOf(sources, use.table, place, catalog);
      if (names === null) {
        diagnostics.push(dynamicTable(file, node.line, method));
        return [];
      }
      const ownNames = expressionNames(sources, place);
      return names
        .map(parseTableName)
        .filter((target) => !ownNames.has(tableKey(target)))
        .map((target) => ({
          target,
          op,
          file,
          code,
          node,
          line: node.line,
          via: `kysely.${method}`,
          isCertain,
        }));
    }),
  );
}

interface Use {
  readonly method: string;
  readonly op: FoundAccess['op'];
  readonly table: Expression;
  readonly isCertain: boolean;
}

/** A call that names a table: methods that start a query, and joins of a chain that one of them started. */
function useOf({ callee, arguments: [table] }: CallExpression): Use | null {
  if (callee.kind !== 'member' || typeof callee.property !== 'string' || !table) return null;
  const { property: method } = callee;
  const op = starters.get(method);
  if (op) return { method, op, table, isCertain: true };
  if (!joins.has(method)) return null;
  const isChain = namesOf(callee.object).some((name) => starters.has(name));
  const isJoin = method !== 'from' && method !== 'using';
  return isChain || isJoin ? { method, op: 'read', table, isCertain: isChain } : null;
}

/** The names in an argument; empty for subqueries, which name their tables themselves; null where it is not known. */
function tablesOf(
  sources: SqlSources,
  table: Expression,
  place: Place,
  catalog: Catalog,
): readonly string[] | null {
  if (table.kind === 'array') {
    const lists = table.items.map((item) => tablesOf(sources, item, place, catalog));
    return lists.every((list) => list !== null) ? lists.flat() : null;
  }
  if (table.kind === 'function' || (table.kind === 'call' && !isTableWrapper(table))) return [];
  if (table.kind === 'template' && table.tag !== null) return [];
  const names = textsOf(sources, table, place);
  const known = names.filter((name) => !catalog.isForeign(parseTableName(name)));
  if (known.length > 0 || table.kind !== 'name') return known.length > 0 ? known : null;
  return isQueryName(table) ? [] : null;
}

/** `db.dynamic.table('orders')`. */
function isTableWrapper({ callee }: CallExpression): boolean {
  return callee.kind === 'member' && callee.property === 'table';
}

/** A name that holds a query that was built before. */
function isQueryName({ variable }: Expression & { kind: 'name' }): boolean {
  return (variable?.values ?? []).some(({ kind }) => kind === 'call' || kind === 'function');
}

function dynamicTable(path: string, line: number, method: string): Diagnostic {
  return {
    severity: 'note',
    code: 'TABLE_DYNAMIC',
    message: `${path}:${line} names its table at run time (${method}): the access is missing`,
    location: { path, line },
  };
}
