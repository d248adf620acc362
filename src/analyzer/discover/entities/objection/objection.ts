import type { CallExpression, Expression } from '../../source/code.ts';
import { methodOf } from '../callee.ts';
import { callsAbove, callsBelow, methodsOf } from '../chains.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
import { accessesOfCalls } from '../generic-accesses.ts';
import type { Scope } from '../heirs.ts';
import { createInstances, type Instances } from '../instances.ts';
import type { Model } from '../model.ts';
import { modelIn } from '../named-models.ts';
import { textsOf } from '../written-text.ts';
import { entriesIn } from '../object-entries.ts';
import { type ObjectionModels, readObjectionModels } from './objection-models.ts';

/** Objection: classes with a static `tableName`; every query starts with `query`, `$query` or a related one. */
export const objection: EntityDiscoverer = {
  name: 'objection',
  applies: ({ packages }) => packages.has('objection'),
  start(sources) {
    const models = readObjectionModels(sources);
    return {
      models: [...new Set(models.byNode.values())],
      schema: models.schema,
      transactions: [],
      findAccesses: () => findAccesses(sources, models),
      diagnostics: [],
    };
  },
};

const starters = new Set(['query', '$query', 'relatedQuery', '$relatedQuery', '$fetchGraph', 'fetchGraph']);
const writes = /^(?:insert|update|patch|delete|upsert|increment|decrement|relate|unrelate|truncate)(?!d)/;
const graphWrites = /^(?:insertGraph|upsertGraph)/;
const graphs =
  /^(?:withGraphFetched|withGraphJoined|eager|joinEager|mergeEager|joinRelated|innerJoinRelated|leftJoinRelated|joinRelation|leftJoinRelation|\$?fetchGraph|modifyGraph|\$loadRelated|loadRelated)$/;
const finders = new Set(['query', '$query', 'relatedQuery', '$relatedQuery']);

function findAccesses(sources: EntitySources, models: ObjectionModels): FoundAccess[] {
  const instances = createInstances(sources, models, (method) => finders.has(method));
  return accessesOfCalls(
    sources,
    (node, scope) => accessesOf(sources, models, instances, node, scope),
    ({ callee }) => starters.has(methodOf(callee)) || graphs.test(methodOf(callee)),
  );
}

function accessesOf(
  sources: EntitySources,
  models: ObjectionModels,
  instances: Instances,
  node: CallExpression,
  scope: Scope,
): FoundAccess[] {
  const method = methodOf(node.callee);
  if (!starters.has(method)) return [];
  const own = startOf(sources, models, instances, node, scope);
  if (!own) return [];
  const chain = callsAbove(scope.place.code).get(node) ?? [];
  const methods = methodsOf(chain);
  const common = { ...scope.place, node, line: node.line, isCertain: true };
  const write = methods.find((each) => writes.test(each));
  const via = `objection.${write ?? method}`;
  const related = [node, ...chain].flatMap((call) => alongGraph(sources, models, own, call, scope));
  const graphWrite = methods.some((each) => graphWrites.test(each));
  const nested = graphWrite ? chain.flatMap((call) => inGraph(models, own, call)) : [];
  return [
    { ...common, target: own, op: write ? 'write' : 'read', via },
    ...related.map((target) => ({ ...common, target, op: 'read' as const, via: 'objection.graph' })),
    ...nested.map((target) => ({ ...common, target, op: 'write' as const, via })),
  ];
}

/** The model of a query: of a class, of a record, or of a relation of either. */
function startOf(
  sources: EntitySources,
  models: ObjectionModels,
  instances: Instances,
  { callee, arguments: args }: CallExpression,
  scope: Scope,
): Model | null {
  if (callee.kind !== 'member') return null;
  const owner = ownerOf(sources, models, instances, callee.object, scope);
  const [relation] = args;
  if (!/[rR]elatedQuery$/.test(methodOf(callee)) || !owner) return owner;
  const [name = ''] = relation ? textsOf(sources, relation, scope.place) : [];
  return models.relatedBy(owner, name);
}

function ownerOf(
  sources: EntitySources,
  models: ObjectionModels,
  instances: Instances,
  receiver: Expression,
  scope: Scope,
): Model | null {
  const { self, isStatic } = scope.place.code;
  if (receiver.kind === 'this') {
    const own = isStatic || scope.heir ? (scope.heir?.code ?? self) : self;
    return own ? (models.byNode.get(own) ?? null) : null;
  }
  // `Order.bindKnex(trx).query()`, `Order.bindTransaction(trx)`.
  const bound = receiver.kind === 'call' ? [receiver, ...callsBelow(receiver)].at(-1) : null;
  const start =
    bound?.callee.kind === 'member' && /^bind(?:Knex|Transaction)$/.test(methodOf(bound.callee))
      ? bound.callee.object
      : receiver;
  return modelIn(sources, models, start, scope) ?? instances(start, scope);
}

/** `'[lines.product, buyer]'`, `{ lines: { product: true } }` of a call that loads a graph. */
function alongGraph(
  sources: EntitySources,
  models: ObjectionModels,
  from: Model,
  { callee, arguments: args }: CallExpression,
  { place }: Scope,
): Model[] {
  const [graph] = args;
  if (!graph || !graphs.test(methodOf(callee))) return [];
  const words =
    graph.kind === 'object'
      ? [...entriesIn(graph)].map(({ key }) => key)
      : (textsOf(sources, graph, place)[0] ?? '').split(/[^\w]+/);
  return models.reachable(
    from,
    words.filter((word) => word !== ''),
  );
}

/** The relations whose names are keys of an inserted graph. */
function inGraph(models: ObjectionModels, from: Model, { callee, arguments: args }: CallExpression): Model[] {
  if (!graphWrites.test(methodOf(callee))) return [];
  return models.reachable(
    from,
    args.flatMap((each) => [...entriesIn(each)].map(({ key }) => key)),
  );
}
