import type {
  CallExpression,
  ClassCode,
  Expression,
  FunctionCode,
  ObjectExpression,
} from '../../source/code.ts';
import { returnedBy } from '../../shapes/result-shapes.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf } from '../callee.ts';
import { targetName } from '../classes/class-relations.ts';
import { snakeCase } from '../classes/naming.ts';
import { callsAbove, callsBelow } from '../chains.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
import { entityNameOf } from '../entity-name.ts';
import { accessesOfCalls } from '../generic-accesses.ts';
import type { Scope } from '../heirs.ts';
import { createInstances, type Instances } from '../instances.ts';
import type { Model, ModelRelation } from '../model.ts';
import { indexModels, modelIn, type ValueModels } from '../named-models.ts';
import { entriesIn, entryOf } from '../object-entries.ts';
import { parseTableName } from '../table-key.ts';
import { textsOf } from '../written-text.ts';

interface BookshelfModels extends ValueModels {
  /** What relation methods lead to, by model. */
  readonly relations: ReadonlyMap<Model, ReadonlyMap<string, string>>;
}

/** Bookshelf: `Model.extend({ tableName })`, `bookshelf.model('Order', { tableName })`, classes with `get tableName()`. */
export const bookshelf: EntityDiscoverer = {
  name: 'bookshelf',
  applies: ({ packages }) => packages.has('bookshelf') || packages.has('ghost-bookshelf'),
  start(sources) {
    const models = readModels(sources);
    return {
      models: [...new Set(models.byNode.values())],
      schema: [],
      transactions: [],
      findAccesses: () => findAccesses(sources, models),
      diagnostics: [],
    };
  },
};

interface Relation {
  readonly property: string;
  readonly to: string;
  readonly kind: ModelRelation['kind'];
  /** The column that holds the key, when it is in the own table. */
  readonly column: string | null;
}

function readModels(sources: EntitySources): BookshelfModels {
  const made: { node: object; model: Model }[] = [];
  const relations = new Map<Model, ReadonlyMap<string, string>>();
  const add = (
    node: object,
    name: string,
    table: string,
    place: Place,
    line: number,
    own: readonly Relation[],
  ) => {
    const model: Model = {
      name: /^[A-Z]/.test(name) ? name : entityNameOf(table),
      table: parseTableName(table),
      file: place.file,
      line,
      orm: 'bookshelf',
      relations: own.map(({ to, kind }) => ({ to, kind })),
      foreignKeys: own.flatMap(({ to, column }) =>
        column === null ? [] : [{ columns: [column], to, toColumns: [] }],
      ),
    };
    made.push({ node, model });
    relations.set(model, new Map(own.map(({ property, to }) => [property, to])));
  };
  for (const { path: file, functions, classes } of sources.application) {
    for (const code of functions) {
      for (const call of code.calls) {
        const object = call.arguments.find((each) => each.kind === 'object' && entryOf(each, 'tableName'));
        const isMaker = /^(?:extend|model)$/.test(methodOf(call.callee));
        if (!isMaker || object?.kind !== 'object') continue;
        const place = { file, code };
        const table = textIn(sources, entryOf(object, 'tableName'), place);
        const [first] = call.arguments;
        const given = first?.kind === 'literal' ? textIn(sources, first, place) : null;
        if (table !== null)
          add(
            call,
            given ?? nameHolding(code, call) ?? entityNameOf(table),
            table,
            place,
            call.line,
            ofObject(object),
          );
      }
    }
    for (const type of classes) {
      const table = classTable(sources, type, file);
      if (table !== null)
        add(type, type.name, table, { file, code: type.initialiser }, type.line, ofClass(type));
    }
  }
  return { ...indexModels(made), relations };
}

function textIn(sources: EntitySources, value: Expression | undefined, place: Place): string | null {
  const [text] = value ? textsOf(sources, value, place) : [];
  return text !== undefined && /^[\w.]+$/.test(text) ? text : null;
}

/** `Order` in `const Order = bookshelf.Model.extend({…})` and in `models.Order = …`. */
function nameHolding({ steps }: FunctionCode, call: CallExpression): string | null {
  for (const step of steps) {
    if (step.kind === 'declare' && step.value === call) return step.variable.name;
    const assigned = step.kind === 'run' && step.value.kind === 'assign' ? step.value : null;
    if (assigned?.value === call && assigned.target.kind === 'member')
      return typeof assigned.target.property === 'string' ? assigned.target.property : null;
  }
  return null;
}

function classTable(sources: EntitySources, type: ClassCode, file: string): string | null {
  const member = type.members.get('tableName');
  if (!type.base || !member) return null;
  const [value] = member.code ? returnedBy(member.code) : member.values;
  return textIn(sources, value, { file, code: member.code ?? type.initialiser });
}

const kinds: ReadonlyMap<string, ModelRelation['kind']> = new Map([
  ['belongsTo', 'many-to-one'],
  ['hasMany', 'one-to-many'],
  ['hasOne', 'one-to-one'],
  ['belongsToMany', 'many-to-many'],
  ['morphMany', 'one-to-many'],
  ['morphOne', 'one-to-one'],
]);

function ofObject({ entries }: ObjectExpression): Relation[] {
  return entries.flatMap(({ key, value }) =>
    typeof key === 'string' && value.kind === 'function' ? relationOf(key, value.code) : [],
  );
}

function ofClass({ members }: ClassCode): Relation[] {
  return [...members.values()].flatMap(({ name, code }) => (code ? relationOf(name, code) : []));
}

/** `lines() { return this.hasMany('Line', 'order_id'); }`. */
function relationOf(property: string, { calls }: FunctionCode): Relation[] {
  return calls.flatMap(({ callee, arguments: [target, column] }) => {
    const kind = kinds.get(methodOf(callee));
    const isOwn = callee.kind === 'member' && callee.object.kind === 'this';
    if (!kind || !isOwn || !target) return [];
    const to = targetName(target);
    if (to === null) return [];
    const given = column?.kind === 'literal' ? String(column.value) : `${snakeCase(to)}_id`;
    return [{ property, to, kind, column: kind === 'many-to-one' ? given : null }];
  });
}

const reads = new Set(
  'fetch fetchAll fetchPage count findOne findAll findPage getFilteredCollection fetchOne'.split(' '),
);
const writes = new Set('save destroy add edit insert del upsert attach detach updatePivot'.split(' '));
const finders = new Set('fetch fetchAll fetchPage findOne findAll forge add edit where query'.split(' '));

function findAccesses(sources: EntitySources, models: BookshelfModels): FoundAccess[] {
  const instances = createInstances(sources, models, (method) => finders.has(method));
  return accessesOfCalls(
    sources,
    (node, scope) => accessesOf(sources, models, instances, node, scope),
    ({ callee }) => reads.has(methodOf(callee)) || writes.has(methodOf(callee)),
  );
}

function accessesOf(
  sources: EntitySources,
  models: BookshelfModels,
  instances: Instances,
  node: CallExpression,
  scope: Scope,
): FoundAccess[] {
  const { callee } = node;
  if (callee.kind !== 'member') return [];
  const method = methodOf(callee);
  const start = [...callsBelow(node)].at(-1);
  const receiver = start
    ? start.isNew || start.callee.kind !== 'member'
      ? start.callee
      : start.callee.object
    : callee.object;
  const own = modelIn(sources, models, receiver, scope) ?? instances(callee.object, scope);
  if (!own) return [];
  const common = { ...scope.place, node, line: node.line, via: `bookshelf.${method}`, isCertain: true };
  const calls = [node, ...(callsAbove(scope.place.code).get(node) ?? [])];
  const related = calls.flatMap(({ arguments: args }) =>
    args.flatMap((each) => withRelated(models, own, each)),
  );
  return [
    { ...common, target: own, op: writes.has(method) ? 'write' : 'read' },
    ...related.map((target) => ({ ...common, target, op: 'read' as const })),
  ];
}

/** `{ withRelated: ['lines.product'] }`. */
function withRelated(models: BookshelfModels, from: Model, options: Expression): Model[] {
  const wanted = [...entriesIn(options)].filter(({ key }) => key === 'withRelated');
  return wanted.flatMap(({ value }) =>
    (value.kind === 'array' ? value.items : [value]).flatMap((each) => {
      const found: Model[] = [];
      let place: Model | undefined = from;
      for (const part of each.kind === 'literal' ? String(each.value).split('.') : []) {
        const name: string | undefined = place && models.relations.get(place)?.get(part);
        place = name === undefined ? undefined : models.byName.get(name.toLowerCase());
        if (place) found.push(place);
      }
      return found;
    }),
  );
}
