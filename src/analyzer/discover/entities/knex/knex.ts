import type { CallExpression, Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf, namesOf } from '../callee.ts';
import { callsAbove, callsBelow, methodsOf } from '../chains.ts';
import type { Catalog } from '../catalog.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
import { expressionNames } from '../expression-names.ts';
import { parseTableName, tableKey } from '../table-key.ts';
import { textsOf } from '../written-text.ts';

/** Knex: `knex('orders')`, `from('orders')`, joins; what follows in the chain says whether it writes. */
export const knex: EntityDiscoverer = {
  name: 'knex',
  applies: ({ packages }) => ['knex', 'objection', 'bookshelf'].some((name) => packages.has(name)),
  start: (sources) => ({
    models: [],
    schema: [],
    transactions: [],
    findAccesses: (catalog) => sources.application.flatMap((module) => accessesIn(sources, module, catalog)),
    diagnostics: [],
  }),
};

const writes = new Set('insert update del delete truncate increment decrement upsert batchInsert'.split(' '));
const joins =
  /^(?:join|innerJoin|leftJoin|leftOuterJoin|rightJoin|rightOuterJoin|outerJoin|fullOuterJoin|crossJoin)$/;
const handles = /^(?:\w*knex\w*|db|database|trx|tx|transaction|conn|connection)$/i;
const tableText = /^["`]?\w[\w."`]*(?:\s+(?:as\s+)?["`]?\w+["`]?)?$/i;

function accessesIn(
  sources: EntitySources,
  { path: file, functions }: SourceModule,
  catalog: Catalog,
): FoundAccess[] {
  return functions.flatMap((code) => {
    const above = callsAbove(code);
    return code.calls.flatMap((node) => {
      const place = { file, code };
      const around = [...callsBelow(node), ...(above.get(node) ?? [])];
      const use = useOf(sources, node, around, place);
      if (!use) return [];
      const expressions = expressionNames(sources, place);
      return textsOf(sources, use.table, place)
        .filter((text) => tableText.test(text))
        .map(parseTableName)
        .filter((target) => !expressions.has(tableKey(target)))
        .filter((target) => use.isCertain || catalog.find(target).length > 0)
        .map((target) => ({
          target,
          op: use.op,
          ...place,
          node,
          line: node.line,
          via: 'knex',
          isCertain: use.isCertain,
        }));
    });
  });
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
