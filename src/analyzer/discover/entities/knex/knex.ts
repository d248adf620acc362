import type { Diagnostic } from '../../../../model/diagnostic.ts';
import type { CallExpression, Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { holeMark } from '../../sql/statement.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf, namesOf } from '../callee.ts';
import { callsAbove, callsBelow, methodsOf } from '../chains.ts';
import type { Catalog } from '../catalog.ts';
import { dynamicTable } from '../dynamic-table.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
import { expressionNames } from '../expression-names.ts';
import { parseTableName, tableKey } from '../table-key.ts';
import { tableNames } from '../table-names.ts';

/** Knex: `knex('orders')`, `from('orders')`, joins; what follows in the chain says whether it writes. */
export const knex: EntityDiscoverer = {
  name: 'knex',
  applies: ({ packages }) => ['knex', 'objection', 'bookshelf'].some((name) => packages.has(name)),
  start(sources) {
    const diagnostics: Diagnostic[] = [];
    const context = {
      sources,
      diagnostics,
      names: tableNames(sources),
      expressions: expressionNames(sources),
    };
    return {
      models: [],
      schema: [],
      transactions: [],
      findAccesses: (catalog) =>
        sources.application.flatMap((module) => accessesIn({ ...context, catalog }, module)),
      diagnostics,
    };
  },
};

const writes = new Set('insert update del delete truncate increment decrement upsert batchInsert'.split(' '));
const joins =
  /^(?:join|innerJoin|leftJoin|leftOuterJoin|rightJoin|rightOuterJoin|outerJoin|fullOuterJoin|crossJoin)$/;
const handles = /^(?:\w*knex\w*|db|database|trx|tx|transaction|conn|connection)$/i;
const tableText = /^["`]?\w[\w."`]*(?:\s+(?:as\s+)?["`]?\w+["`]?)?$/i;

interface Context {
  readonly sources: EntitySources;
  readonly catalog: Catalog;
  readonly diagnostics: Diagnostic[];
  readonly names: ReturnType<typeof tableNames>;
  readonly expressions: (place: Place) => ReadonlySet<string>;
}

function accessesIn(
  { sources, catalog, diagnostics, names, expressions }: Context,
  { path: file, functions }: SourceModule,
): FoundAccess[] {
  return functions.flatMap((code) => {
    const above = callsAbove(code);
    return code.calls.flatMap((node) => {
      const place = { file, code };
      const around = [...callsBelow(node), ...(above.get(node) ?? [])];
      const use = useOf(sources, node, around, place);
      if (!use) return [];
      const named = names(use.table, place, node);
      if (use.isCertain && isName(use.table) && named.some(({ text }) => text.includes(holeMark)))
        diagnostics.push(dynamicTable(file, node.line, 'knex'));
      return named.flatMap((each) => {
        const target = parseTableName(each.text);
        const isTable = tableText.test(each.text) && !expressions(each.place).has(tableKey(target));
        if (!isTable || (!use.isCertain && catalog.find(target).length === 0)) return [];
        const { line } = each.node;
        const { op, isCertain } = use;
        return [{ ...each.place, target, op, node: each.node, line, via: 'knex', isCertain, isJoin: true }];
      });
    });
  });
}

/** Whether an expression can be a name; a subquery names its tables itself. */
function isName(table: Expression): boolean {
  if (table.kind === 'name') return !(table.variable?.values ?? []).some(({ kind }) => kind === 'call');
  return table.kind === 'member' || table.kind === 'template' || table.kind === 'concat';
}

interface Use {
  readonly table: Expression;
  readonly op: FoundAccess['op'];
  readonly isCertain: boolean;
}

function useOf(
  sources: EntitySources,
  { callee, arguments: [table, ...others], isNew }: CallExpression,
  around: readonly CallExpression[],
  place: Place,
): Use | null {
  if (!table || isNew) return null;
  const method = methodOf(callee);
  const methods = methodsOf(around);
  const op = methods.some((each) => writes.has(each)) ? 'write' : 'read';
  const isQuery = methods.some((each) => queryMethods.has(each) || writes.has(each) || joins.test(each));
  if (joins.test(method))
    return isQuery || others.length > 0 ? { table, op: 'read', isCertain: false } : null;
  if (method === 'into' || method === 'batchInsert') return { table, op: 'write', isCertain: isQuery };
  const [name = '', receiver = ''] = namesOf(callee);
  if (method === 'from' || method === 'table') {
    if (/^(?:Array|Buffer|Object|Uint8Array)$/.test(receiver)) return null;
    return isQuery || handles.test(receiver) ? { table, op, isCertain: isQuery } : null;
  }
  const isNamed = handles.test(name);
  return isNamed || isKnex(sources, callee, place) ? { table, op, isCertain: isQuery } : null;
}

const queryMethods = new Set(
  (
    'select where whereIn whereNot whereNull andWhere orWhere first pluck count countDistinct distinct returning orderBy ' +
    'groupBy limit offset onConflict columns max min sum avg'
  ).split(' '),
);

/** A value of a Knex type that is called itself; its methods have a longer path. */
function isKnex({ shaper }: EntitySources, callee: Expression, place: Place): boolean {
  if (callee.kind !== 'name' && callee.kind !== 'member') return false;
  return shaper
    .ofExpression(callee, place)
    .some((shape) => shape.kind === 'external' && shape.package === 'knex' && shape.path.at(-1) === '()');
}
