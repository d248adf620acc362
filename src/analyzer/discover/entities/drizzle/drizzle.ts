import type { CallExpression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { methodOf, namesOf } from '../callee.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
import { heldModel } from '../held-models.ts';
import { type DrizzleTables, readDrizzleTables } from './drizzle-tables.ts';
import type { Model } from '../model.ts';

/** Drizzle: tables are values that `pgTable` and its like make, queries name the values. */
export const drizzle: EntityDiscoverer = {
  name: 'drizzle',
  applies: ({ packages }) => packages.has('drizzle-orm'),
  start(sources) {
    const tables = readDrizzleTables(sources);
    return {
      models: [...tables.byNode.values()],
      schema: [],
      transactions: [],
      findAccesses: () => sources.application.flatMap((module) => accessesIn(sources, module, tables)),
      diagnostics: [],
    };
  },
};

const operations: ReadonlyMap<string, FoundAccess['op']> = new Map([
  ['from', 'read'],
  ['leftJoin', 'read'],
  ['rightJoin', 'read'],
  ['innerJoin', 'read'],
  ['fullJoin', 'read'],
  ['crossJoin', 'read'],
  ['$count', 'read'],
  ['insert', 'write'],
  ['update', 'write'],
  ['delete', 'write'],
  ['refreshMaterializedView', 'write'],
]);

function accessesIn(
  sources: EntitySources,
  { path: file, functions }: SourceModule,
  tables: DrizzleTables,
): FoundAccess[] {
  return functions.flatMap((code) => {
    const common = { file, code, isCertain: true, isJoin: true };
    const called = code.calls.flatMap((node) => {
      const method = methodOf(node.callee);
      const [table] = node.arguments;
      const op = operations.get(method);
      const held =
        op && table ? heldModel(sources, tables.byNode, table, { place: { file, code }, heir: null }) : null;
      const target = held ?? queriedModel(tables, node);
      return target
        ? [{ ...common, target, op: op ?? 'read', node, line: node.line, via: `drizzle.${method}` }]
        : [];
    });
    const inSql = code.templates.flatMap((node) =>
      node.holes.flatMap((hole) => {
        const target =
          hole.kind === 'name'
            ? heldModel(sources, tables.byNode, hole, { place: { file, code }, heir: null })
            : null;
        return target
          ? [{ ...common, target, op: 'read' as const, node, line: node.line, via: 'drizzle.sql' }]
          : [];
      }),
    );
    return [...called, ...inSql];
  });
}

/** `db.query.orders.findMany(…)`: by the name that the table is exported under. */
function queriedModel({ byName }: DrizzleTables, { callee }: CallExpression): Model | null {
  const method = methodOf(callee);
  if (callee.kind !== 'member' || (method !== 'findMany' && method !== 'findFirst')) return null;
  const [name = '', query] = namesOf(callee.object);
  return query === 'query' ? (byName.get(name) ?? null) : null;
}
