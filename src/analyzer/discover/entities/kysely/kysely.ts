import type { Diagnostic } from '../../../../model/diagnostic.ts';
import type { CallExpression, Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { namesOf } from '../callee.ts';
import type { Catalog } from '../catalog.ts';
import { dynamicTable } from '../dynamic-table.ts';
import type { EntityDiscoverer, EntitySearch, FoundAccess } from '../discoverer.ts';
import { expressionNames } from '../expression-names.ts';
import { readDatabaseTypes } from './database-types.ts';
import { parseTableName, tableKey } from '../table-key.ts';
import { type NamedTable, tableNames } from '../table-names.ts';

/** Kysely: tables are members of the type argument of `Kysely`, queries name them. */
export const kysely: EntityDiscoverer = {
  name: 'kysely',
  applies: ({ packages }) => packages.has('kysely'),
  start(sources): EntitySearch {
    const diagnostics: Diagnostic[] = [];
    const context = { diagnostics, names: tableNames(sources), expressions: expressionNames(sources) };
    return {
      models: readDatabaseTypes(sources),
      schema: [],
      transactions: [],
      findAccesses: (catalog) =>
        sources.application.flatMap((module) => accessesIn({ ...context, catalog }, module)),
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

interface Context {
  readonly catalog: Catalog;
  readonly diagnostics: Diagnostic[];
  readonly names: ReturnType<typeof tableNames>;
  readonly expressions: (place: Place) => ReadonlySet<string>;
}

function accessesIn(
  { catalog, diagnostics, names, expressions }: Context,
  { path: file, functions }: SourceModule,
): FoundAccess[] {
  return functions.flatMap((code) =>
    code.calls.flatMap((node): FoundAccess[] => {
      const place = { file, code };
      const use = useOf(node);
      if (!use) return [];
      const { method, op, isCertain } = use;
      const named = tablesOf(use.table, catalog, (table) => names(table, place, node));
      if (named === null) diagnostics.push(dynamicTable(file, node.line, `kysely.${method}`));
      return (named ?? []).flatMap((each) => {
        const target = parseTableName(each.text);
        if (expressions(each.place).has(tableKey(target))) return [];
        const { line } = each.node;
        const via = `kysely.${method}`;
        return [{ ...each.place, target, op, node: each.node, line, via, isCertain, isJoin: true }];
      });
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
  table: Expression,
  catalog: Catalog,
  names: (table: Expression) => readonly NamedTable[],
): readonly NamedTable[] | null {
  if (table.kind === 'array') {
    const lists = table.items.map((item) => tablesOf(item, catalog, names));
    return lists.every((list) => list !== null) ? lists.flat() : null;
  }
  if (table.kind === 'function' || (table.kind === 'call' && !isTableWrapper(table))) return [];
  if (table.kind === 'template' && table.tag !== null) return [];
  const known = names(table).filter(({ text }) => !catalog.isForeign(parseTableName(text)));
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
