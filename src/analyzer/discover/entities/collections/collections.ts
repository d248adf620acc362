import type { CallExpression, FunctionCode } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { methodOf } from '../callee.ts';
import { callsAbove, methodsOf } from '../chains.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
import { entityNameOf } from '../entity-name.ts';
import { heldModel } from '../held-models.ts';
import type { Model } from '../model.ts';
import { tableNames } from '../table-names.ts';

/** A database whose collections are asked for by name and declared nowhere. */
interface Store {
  readonly name: string;
  readonly packages: readonly string[];
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
}

const words = (text: string) => new Set(text.split(' '));

const mongodb: Store = {
  name: 'mongodb',
  packages: ['mongodb', 'mongojs'],
  reads: words('find findOne aggregate count countDocuments estimatedDocumentCount distinct watch'),
  writes: words(
    'insert insertOne insertMany update updateOne updateMany replaceOne bulkWrite findOneAndUpdate findOneAndDelete ' +
      'findOneAndReplace findAndModify delete deleteOne deleteMany remove save drop rename initializeOrderedBulkOp ' +
      'initializeUnorderedBulkOp',
  ),
};

const firestore: Store = {
  name: 'firestore',
  packages: ['firebase-admin', '@google-cloud/firestore', 'firebase'],
  reads: words('get onSnapshot listDocuments count'),
  writes: words('set add create update delete'),
};

export const mongoCollections = discovererOf(mongodb);
export const firestoreCollections = discovererOf(firestore);

function discovererOf(store: Store): EntityDiscoverer {
  return {
    name: store.name,
    applies: ({ packages }) => store.packages.some((each) => packages.has(each)),
    start(sources) {
      const uses = usesOf(sources);
      const models = modelsOf(uses, store.name);
      return {
        models: [...models.values()],
        schema: [],
        transactions: [],
        findAccesses: () => accessesOf(sources, store, uses, models),
        diagnostics: [],
      };
    },
  };
}

/** A call of `collection('orders')`, with who chooses the name. */
interface CollectionUse {
  readonly call: CallExpression;
  /** The function that the call is written in. */
  readonly code: FunctionCode;
  readonly collections: readonly {
    readonly name: string;
    readonly access: Pick<FoundAccess, 'file' | 'code' | 'node' | 'line'>;
  }[];
}

function usesOf(sources: EntitySources): CollectionUse[] {
  const names = tableNames(sources);
  return sources.application.flatMap((module) =>
    module.functions.flatMap((code) =>
      code.calls.flatMap((call) => {
        const [first] = call.arguments;
        if (methodOf(call.callee) !== 'collection' || !first) return [];
        const collections = names(first, { file: module.path, code }, call)
          .filter(({ text }) => /^[\w.-]+$/.test(text))
          .map(({ text, place, node }) => ({ name: text, access: { ...place, node, line: node.line } }));
        return collections.length > 0 ? [{ call, code, collections }] : [];
      }),
    ),
  );
}

/** One model per collection, at the first place that names it. */
function modelsOf(uses: readonly CollectionUse[], orm: string): Map<string, Model> {
  const models = new Map<string, Model>();
  for (const { collections } of uses) {
    for (const { name, access } of collections) {
      if (models.has(name)) continue;
      const { file, line } = access;
      models.set(name, {
        name: entityNameOf(name),
        table: { schema: null, name },
        file,
        line,
        orm,
        isImplied: true,
        relations: [],
      });
    }
  }
  return models;
}

/** What is called on a collection: in its chain, in the callback that gets it, or on a name that holds it. */
function accessesOf(
  sources: EntitySources,
  store: Store,
  uses: readonly CollectionUse[],
  models: ReadonlyMap<string, Model>,
): FoundAccess[] {
  const held = new Map<object, Model>();
  const direct = uses.flatMap(({ call, code, collections }) => {
    const callback = call.arguments.find((each) => each.kind === 'function');
    const chained = callsAbove(code).get(call) ?? [];
    const ops = operations(store, [
      ...chained,
      ...(callback?.kind === 'function' ? callback.code.calls : []),
    ]);
    return collections.flatMap(({ name, access }) => {
      const target = models.get(name);
      if (target) held.set(call, target);
      // A name with several values is one of them each time.
      const isAlternative = collections.filter((each) => each.access.node === access.node).length > 1;
      const common = { ...access, via: store.name, isCertain: true, isAlternative };
      return target ? ops.map((op) => ({ ...common, target, op })) : [];
    });
  });
  const byName = sources.application.flatMap((module) => accessesByName(sources, store, module, held));
  return [...direct, ...byName];
}

function operations(store: Store, calls: readonly CallExpression[]): FoundAccess['op'][] {
  const methods = methodsOf(calls);
  return [
    ...(methods.some((method) => store.writes.has(method)) ? (['write'] as const) : []),
    ...(methods.some((method) => store.reads.has(method)) ? (['read'] as const) : []),
  ];
}

/** `const orders = db.collection('orders'); orders.insertOne({})`. */
function accessesByName(
  sources: EntitySources,
  store: Store,
  { path: file, functions }: SourceModule,
  held: ReadonlyMap<object, Model>,
): FoundAccess[] {
  return functions.flatMap((code) =>
    code.calls.flatMap((node) => {
      const { callee } = node;
      const [op] = operations(store, [node]);
      if (!op || callee.kind !== 'member' || callee.object.kind === 'call') return [];
      const target = heldModel(sources, held, callee.object, { place: { file, code }, heir: null });
      return target
        ? [{ file, code, node, line: node.line, target, op, via: store.name, isCertain: true }]
        : [];
    }),
  );
}
