import type { CallExpression, Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf } from '../callee.ts';
import { callsBelow } from '../chains.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
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
      models: [...models.byNode.values()],
      schema: [],
      transactions: [],
      findAccesses: () => sources.application.flatMap((module) => accessesIn(sources, module, models)),
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

function accessesIn(
  sources: EntitySources,
  { path: file, functions }: SourceModule,
  models: MongooseModels,
): FoundAccess[] {
  return functions.flatMap((code) =>
    code.calls.flatMap((node) => {
      const place = { file, code };
      const method = methodOf(node.callee);
      const common = {
        ...place,
        node,
        line: node.line,
        via: `mongoose.${method || 'new'}`,
        isCertain: false,
      };
      return touchesOf(sources, models, node, place).map((touch) => ({ ...common, ...touch }));
    }),
  );
}

type Touch = Pick<FoundAccess, 'target' | 'op'>;

function touchesOf(
  sources: EntitySources,
  models: MongooseModels,
  node: CallExpression,
  place: Place,
): Touch[] {
  const { callee } = node;
  // A document that is made and not saved is the exception.
  if (node.isNew) return toTouches(modelIn(sources, models, callee, place), 'write');
  if (callee.kind !== 'member') return [];
  const method = methodOf(callee);
  if (method === 'populate') return populated(sources, models, node, place);
  const op = reads.has(method) ? 'read' : writes.has(method) ? 'write' : null;
  const model = op === null ? null : modelIn(sources, models, callee.object, place);
  if (op === null || !model) return [];
  return [...toTouches(model, op), ...(method === 'aggregate' ? inPipeline(sources, node, place) : [])];
}

function toTouches(target: Model | null, op: FoundAccess['op']): Touch[] {
  return target ? [{ target, op }] : [];
}

/** `Order.find().populate('buyer')`. */
function populated(
  sources: EntitySources,
  models: MongooseModels,
  node: CallExpression,
  place: Place,
): Touch[] {
  const start = [...callsBelow(node)].at(-1);
  const receiver = start?.callee.kind === 'member' ? start.callee.object : null;
  const model = receiver ? modelIn(sources, models, receiver, place) : null;
  const [path] = node.arguments;
  const named = entryOf(path, 'path') ?? path;
  const [field = ''] = model && named ? textsOf(sources, named, place) : [];
  const names = field.split(/\s+/).flatMap((each) => (model && models.fields.get(model)?.get(each)) ?? []);
  return names.flatMap((name) => toTouches(models.byName.get(name.toLowerCase()) ?? null, 'read'));
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
