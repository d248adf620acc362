import type { CallExpression, Expression } from '../../source/code.ts';
import { methodOf } from '../callee.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
import { accessesOfCalls } from '../generic-accesses.ts';
import type { Scope } from '../heirs.ts';
import { createInstances, type Instances } from '../instances.ts';
import { modelIn } from '../named-models.ts';
import { entriesIn } from '../object-entries.ts';
import type { Model } from '../model.ts';
import { readSequelizeModels, type SequelizeModels } from './sequelize-models.ts';

/** Sequelize and sequelize-typescript: models are values or classes, queries are methods of them and of their records. */
export const sequelize: EntityDiscoverer = {
  name: 'sequelize',
  applies: ({ packages }) =>
    packages.has('sequelize') || packages.has('sequelize-typescript') || packages.has('@sequelize/core'),
  start(sources) {
    const models = readSequelizeModels(sources);
    return {
      models: [...new Set(models.byNode.values())],
      schema: models.schema,
      transactions: [],
      findAccesses: () => findAccesses(sources, models),
      diagnostics: [],
    };
  },
};

const words = (text: string) => new Set(text.split(' '));
const reads = words(
  'findAll findOne findByPk findById findAndCountAll findAndCount count max min sum aggregate findAllInBatches findEach',
);
const writes = words(
  'create bulkCreate update upsert destroy increment decrement truncate restore findOrCreate findCreateFind findOrBuild',
);
/** Methods that give records; those that find or create give them in a list. */
const finders = words(
  'findAll findOne findByPk findById create bulkCreate findOrCreate findOrBuild findCreateFind build',
);
const writesOfRecord = words('save update destroy increment decrement restore $set $add $remove $create');
const readsOfRecord = words('reload $get $count $has');
/** Methods that give the same model, narrowed. */
const narrowing = words('scope unscoped schema withScope');

function findAccesses(sources: EntitySources, models: SequelizeModels): FoundAccess[] {
  const instances = createInstances(sources, models, (method) => finders.has(method));
  const names = new Set([...models.aliases.values()].flatMap((each) => [...each.keys()]));
  return accessesOfCalls(
    sources,
    (node, scope) => accessesOf(sources, models, instances, node, scope),
    ({ callee }) => callee.kind === 'member' && mayTouch(methodOf(callee), names),
  );
}

function mayTouch(method: string, names: ReadonlySet<string>): boolean {
  const [, , name] = mixin.exec(method) ?? [];
  return (
    reads.has(method) ||
    writes.has(method) ||
    writesOfRecord.has(method) ||
    readsOfRecord.has(method) ||
    (name !== undefined && aliasesBehind(name).some((each) => names.has(each)))
  );
}

function accessesOf(
  sources: EntitySources,
  models: SequelizeModels,
  instances: Instances,
  node: CallExpression,
  scope: Scope,
): FoundAccess[] {
  const { callee } = node;
  if (callee.kind !== 'member') return [];
  const method = methodOf(callee);
  const common = { ...scope.place, node, line: node.line, via: `sequelize.${method}`, isCertain: true };
  const op = reads.has(method) ? 'read' : writes.has(method) ? 'write' : null;
  const target = op === null ? null : modelBelow(sources, models, callee.object, scope);
  if (op !== null && target) {
    const included = node.arguments.flatMap((each) => includedIn(sources, models, target, each, scope));
    return [
      { ...common, target, op },
      ...included.map((each) => ({ ...common, target: each, op: 'read' as const })),
    ];
  }
  const record = instances(callee.object, scope);
  if (!record) return [];
  if (writesOfRecord.has(method)) return [{ ...common, target: record, op: 'write' }];
  if (readsOfRecord.has(method)) return [{ ...common, target: record, op: 'read' }];
  return ofMixin(models, record, method).map((each) => ({ ...common, ...each }));
}

/** What a query starts from: the model, the same with a scope, the own class in static code. */
function modelBelow(
  sources: EntitySources,
  models: SequelizeModels,
  receiver: Expression,
  scope: Scope,
): Model | null {
  let start = receiver;
  while (start.kind === 'call' && start.callee.kind === 'member' && narrowing.has(methodOf(start.callee)))
    start = start.callee.object;
  const { self, isStatic } = scope.place.code;
  if (start.kind === 'this' && isStatic) {
    const own = scope.heir?.code ?? self;
    return own ? (models.byNode.get(own) ?? null) : null;
  }
  return modelIn(sources, models, start, scope);
}

const mixin = /^(get|set|add|create|remove|count|has)([A-Z]\w*)$/;

/** `order.getLines()`, `order.addLine(line)`: methods that associations give to records. */
function ofMixin(
  { aliases }: SequelizeModels,
  record: Model,
  method: string,
): Pick<FoundAccess, 'target' | 'op'>[] {
  const [, verb, name = ''] = mixin.exec(method) ?? [];
  if (verb === undefined) return [];
  const known = aliases.get(record);
  const target = aliasesBehind(name)
    .map((each) => known?.get(each))
    .find((each) => each);
  if (!target) return [];
  const isRead = verb === 'get' || verb === 'count' || verb === 'has';
  return [{ target, op: isRead ? 'read' : 'write' }];
}

/** What an association may be called whose methods end in a name: `Line` in `addLine` is `lines`. */
function aliasesBehind(name: string): string[] {
  const key = name.charAt(0).toLowerCase() + name.slice(1);
  return [key, `${key}s`, name];
}

/** `{ include: [User, { model: models.Line }, 'lines', { association: 'lines' }] }`. */
function includedIn(
  sources: EntitySources,
  models: SequelizeModels,
  from: Model,
  argument: Expression,
  scope: Scope,
): Model[] {
  return [...entriesIn(argument)].flatMap(({ key, value }) => {
    const isNamed = key === 'model' || key === 'include' || key === 'association';
    const named = isNamed ? (value.kind === 'array' ? value.items : [value]) : [];
    return named.flatMap((each) => {
      const alias = each.kind === 'literal' ? models.aliases.get(from)?.get(String(each.value)) : undefined;
      return alias ?? (each.kind === 'literal' ? [] : (modelIn(sources, models, each, scope) ?? []));
    });
  });
}
