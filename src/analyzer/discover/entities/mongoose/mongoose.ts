import type { CallExpression, Expression } from '../../source/code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf } from '../callee.ts';
import { callsBelow } from '../chains.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
import { accessesOfCalls } from '../generic-accesses.ts';
import { ownMember, type Scope, typeIn } from '../heirs.ts';
import { createInstances, type Instances } from '../instances.ts';
import { modelIn } from '../named-models.ts';
import { entriesIn, entryOf } from '../object-entries.ts';
import { textsOf } from '../written-text.ts';
import { type MongooseModels, readMongooseModels } from './mongoose-models.ts';
import type { Model } from '../model.ts';

/** Mongoose: models are values, queries are methods of them, documents are made with `new`. */
export const mongoose: EntityDiscoverer = {
  name: 'mongoose',
  applies: ({ packages }) => packages.has('mongoose') || packages.has('@nestjs/mongoose'),
  start(sources) {
    const models = readMongooseModels(sources);
    return {
      models: [...new Set(models.byNode.values())],
      schema: [],
      transactions: [],
      findAccesses: () => findAccesses(sources, models),
      diagnostics: [],
    };
  },
};

const reads = new Set(
  'find findOne findById count countDocuments estimatedDocumentCount distinct exists aggregate where watch'.split(
    ' ',
  ),
);
const writes = new Set(
  (
    'create insertMany updateOne updateMany update replaceOne findOneAndUpdate findByIdAndUpdate findOneAndDelete ' +
    'findByIdAndDelete findOneAndRemove findByIdAndRemove findOneAndReplace deleteOne deleteMany remove bulkWrite bulkSave'
  ).split(' '),
);

/** Methods of a document. */
const writesOfDocument = new Set('save updateOne deleteOne remove replaceOne overwrite increment'.split(' '));

function findAccesses(sources: EntitySources, models: MongooseModels): FoundAccess[] {
  const instances = createInstances(sources, models, (method) => reads.has(method) || writes.has(method));
  return accessesOfCalls(
    sources,
    (node, scope) => {
      const via = `mongoose.${methodOf(node.callee) || 'new'}`;
      const common = { ...scope.place, node, line: node.line, via, isCertain: false };
      return touchesOf(sources, models, instances, node, scope).map((touch) => ({ ...common, ...touch }));
    },
    ({ callee, isNew }) => isNew || mayTouch(methodOf(callee)),
  );
}

function mayTouch(method: string): boolean {
  return reads.has(method) || writes.has(method) || method === 'populate' || writesOfDocument.has(method);
}

type Touch = Pick<FoundAccess, 'target' | 'op'> & { readonly confidence?: number };

function touchesOf(
  sources: EntitySources,
  models: MongooseModels,
  instances: Instances,
  node: CallExpression,
  scope: Scope,
): Touch[] {
  const { callee } = node;
  // A document that is made and not saved is the exception.
  if (node.isNew) return toTouches(modelIn(sources, models, callee, scope), 'write');
  if (callee.kind !== 'member') return [];
  const method = methodOf(callee);
  if (method === 'populate') return populated(sources, models, instances, node, scope);
  const op = reads.has(method) ? 'read' : writes.has(method) ? 'write' : null;
  const model = op === null ? null : modelOf(sources, models, callee.object, scope);
  if (op !== null && model)
    return [
      ...toTouches(model, op),
      ...(method === 'aggregate' ? inPipeline(sources, node, scope.place) : []),
    ];
  const isNew = callee.object.kind === 'call' && callee.object.isNew;
  const document = writesOfDocument.has(method) && !isNew ? instances(callee.object, scope) : null;
  return toTouches(document, 'write');
}

/** A model by what made it or by its name, else by the type of a field or parameter: `Model<OrderDocument>`. */
function modelOf(
  sources: EntitySources,
  models: MongooseModels,
  receiver: Expression,
  scope: Scope,
): Model | null {
  return modelIn(sources, models, receiver, scope) ?? typedModel(models, receiver, scope, sources);
}

function typedModel(
  { byName, byNode }: MongooseModels,
  receiver: Expression,
  scope: Scope,
  sources: EntitySources,
): Model | null {
  const own =
    receiver.kind === 'member' && receiver.object.kind === 'this' && typeof receiver.property === 'string'
      ? ownMember(sources, scope, receiver.property)
      : null;
  const type = own?.member.type ?? (receiver.kind === 'name' ? receiver.variable?.type : null);
  if (type?.kind !== 'reference' || !/Model(?:Type)?$/.test(type.path.at(-1) ?? type.name.name)) return null;
  const [argument] = type.arguments;
  const given = argument && typeIn(own?.scope ?? scope, argument);
  if (given?.type.kind !== 'reference') return null;
  for (const shape of sources.shaper.ofType(given.type, given.file)) {
    const found = shape.kind === 'instance' ? byNode.get(shape.code) : null;
    if (found) return found;
  }
  const stem = given.type.name.name
    .replace(/(?:Document|Doc|Entity|DBModel|Interface|Schema)$/, '')
    .replace(/^I(?=[A-Z])/, '');
  return byName.get(stem.toLowerCase()) ?? null;
}

function toTouches(target: Model | null, op: FoundAccess['op']): Touch[] {
  return target ? [{ target, op }] : [];
}

/** `Order.find().populate('buyer')`. */
function populated(
  sources: EntitySources,
  models: MongooseModels,
  instances: Instances,
  node: CallExpression,
  scope: Scope,
): Touch[] {
  const start = [...callsBelow(node)].at(-1) ?? node;
  const receiver = start.callee.kind === 'member' ? start.callee.object : null;
  const model = receiver && (modelOf(sources, models, receiver, scope) ?? instances(receiver, scope));
  const [path] = node.arguments;
  const wanted = path?.kind === 'array' ? path.items : path ? [path] : [];
  return model ? wanted.flatMap((each) => alongPaths(sources, models, model, each, scope)) : [];
}

const maxDepth = 6;

/** `'buyer lines.product'`, `{ path: 'lines', populate: { path: 'product' } }`. */
function alongPaths(
  sources: EntitySources,
  models: MongooseModels,
  from: Model,
  path: Expression,
  scope: Scope,
  depth = 0,
): Touch[] {
  const named = entryOf(path, 'path') ?? path;
  const [text = ''] = named.kind === 'object' || depth > maxDepth ? [] : textsOf(sources, named, scope.place);
  const ends = text.split(/\s+/).flatMap((each) => along(models, from, each));
  const inner = entryOf(path, 'populate');
  const last = ends.at(-1);
  return [
    ...ends.flatMap((target) => toTouches(target, 'read')),
    ...(inner && last ? alongPaths(sources, models, last, inner, scope, depth + 1) : []),
  ];
}

/** A field may be an entry of a list or of an object: `lines.product` is also the field `product` below `lines`. */
function along({ fields, byName }: MongooseModels, from: Model, path: string): Model[] {
  const found: Model[] = [];
  let place: Model | null = from;
  for (const part of [path, ...path.split('.')]) {
    const name: string | undefined = place ? fields.get(place)?.get(part) : undefined;
    const target: Model | undefined = name === undefined ? undefined : byName.get(name.toLowerCase());
    if (!target) continue;
    found.push(target);
    if (part === path) return found;
    place = target;
  }
  return found;
}

/** `$lookup` and its like read a collection, `$out` and `$merge` write one. */
function inPipeline(sources: EntitySources, { arguments: args }: CallExpression, place: Place): Touch[] {
  return args.flatMap((argument) =>
    [...entriesIn(argument)].flatMap(({ key, value }): Touch[] => {
      const collection = collectionOf(key, value);
      const [name] = collection ? textsOf(sources, collection, place) : [];
      const op = key === '$out' || key === '$merge' ? 'write' : 'read';
      return name === undefined ? [] : [{ target: { schema: null, name }, op }];
    }),
  );
}

function collectionOf(stage: string, value: Expression): Expression | undefined {
  switch (stage) {
    case '$lookup':
    case '$graphLookup':
      return entryOf(value, 'from');
    case '$unionWith':
    case '$out':
      return value.kind === 'object' ? entryOf(value, 'coll') : value;
    case '$merge':
      return value.kind === 'object' ? entryOf(value, 'into') : value;
    default:
      return undefined;
  }
}
