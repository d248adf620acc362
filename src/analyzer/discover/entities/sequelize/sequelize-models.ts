import type { CallExpression, ClassCode, Expression, FunctionCode } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf, namesOf } from '../callee.ts';
import type { EntitySources } from '../discoverer.ts';
import { entityNameOf, plural } from '../entity-name.ts';
import { indexModels, modelIn, type ValueModels } from '../named-models.ts';
import { entriesIn, entryOf, isTrue } from '../object-entries.ts';
import { parseTableName } from '../table-key.ts';
import { textsOf } from '../written-text.ts';
import type { Model, ModelRelation } from '../model.ts';

type Draft = Model & { readonly relations: ModelRelation[] };

/** Models of `define`, of `init` and of `@Table`, with their associations. */
export function readSequelizeModels(sources: EntitySources): ValueModels {
  const made: { node: object; model: Draft }[] = [];
  for (const module of sources.application) {
    for (const code of module.functions) {
      const place = { file: module.path, code };
      for (const call of code.calls) made.push(...modelOf(sources, call, place));
    }
    for (const type of module.classes) made.push(...decoratedModel(sources, type, module));
  }
  const models = indexModels(made);
  for (const module of sources.application) {
    for (const code of module.functions) relateCalls(sources, models, code, module.path);
    for (const type of module.classes) relateDecorators(models, type);
  }
  return models;
}

function modelOf(
  sources: EntitySources,
  call: CallExpression,
  place: Place,
): { node: object; model: Draft }[] {
  const [first, second, third] = call.arguments;
  switch (methodOf(call.callee)) {
    case 'define': {
      const [name] = first && second?.kind === 'object' ? textsOf(sources, first, place) : [];
      if (name === undefined || !/^\w+$/.test(name)) return [];
      const model = draft(sources, name, second, third, place, call.line);
      return [{ node: call, model }];
    }
    case 'init': {
      const type = entryOf(second, 'sequelize', 'tableName', 'modelName')
        ? classBehind(call.callee, place)
        : null;
      return type ? [{ node: type, model: draft(sources, type.name, first, second, place, type.line) }] : [];
    }
    default:
      return [];
  }
}

/** `Order.init(…)`, and `super.init(…)` in a static method of the class. */
function classBehind(callee: Expression, { code }: Place): ClassCode | null {
  if (callee.kind !== 'member') return null;
  if (callee.object.kind === 'super' || callee.object.kind === 'this') return code.self;
  const [value] = callee.object.kind === 'name' ? (callee.object.variable?.values ?? []) : [];
  return value?.kind === 'class' ? value.code : null;
}

function draft(
  sources: EntitySources,
  name: string,
  attributes: Expression | undefined,
  options: Expression | undefined,
  place: Place,
  line: number,
): Draft {
  const references = [...(attributes ? entriesIn(attributes) : [])].flatMap(
    ({ key, value }): ModelRelation[] => {
      const target = key === 'references' ? (entryOf(value, 'model') ?? value) : undefined;
      const named = entryOf(target, 'tableName') ?? target;
      const [table] = named?.kind === 'literal' ? textsOf(sources, named, place) : [];
      return table === undefined ? [] : [{ to: parseTableName(table), kind: 'many-to-one' }];
    },
  );
  return {
    name: /^[A-Z]/.test(name) ? name : entityNameOf(name),
    table: parseTableName(tableOf(sources, name, options, place)),
    file: place.file,
    line,
    orm: 'sequelize',
    relations: references,
  };
}

function tableOf(
  sources: EntitySources,
  name: string,
  options: Expression | undefined,
  place: Place,
): string {
  const given = entryOf(options, 'tableName');
  const [table] = given ? textsOf(sources, given, place) : [];
  return table ?? (isTrue(entryOf(options, 'freezeTableName')) ? name : plural(name));
}

/** sequelize-typescript. */
function decoratedModel(
  sources: EntitySources,
  type: ClassCode,
  { path }: SourceModule,
): { node: object; model: Draft }[] {
  const table = type.decorators.find((each) => namesOf(each)[0] === 'Table');
  if (!table) return [];
  const options = table.kind === 'call' ? table.arguments[0] : undefined;
  const place = { file: path, code: type.initialiser };
  return [{ node: type, model: draft(sources, type.name, undefined, options, place, type.line) }];
}

const associations: ReadonlyMap<string, ModelRelation['kind']> = new Map([
  ['hasmany', 'one-to-many'],
  ['hasone', 'one-to-one'],
  ['belongsto', 'many-to-one'],
  ['belongstomany', 'many-to-many'],
]);

/** `Order.belongsTo(models.User)`, in place of what the foreign key says. */
function relateCalls(sources: EntitySources, models: ValueModels, code: FunctionCode, file: string): void {
  const place = { file, code };
  for (const { callee, arguments: args } of code.calls) {
    const kind = associations.get(methodOf(callee).toLowerCase());
    const [target] = args;
    if (!kind || !target || callee.kind !== 'member') continue;
    const own = callee.object.kind === 'this' ? code.self : null;
    const from = own ? models.byNode.get(own) : modelIn(sources, models, callee.object, place);
    const to = modelIn(sources, models, target, place);
    if (from && to) relate(from as Draft, to, kind);
  }
}

function relateDecorators(models: ValueModels, type: ClassCode): void {
  const from = models.byNode.get(type);
  if (!from) return;
  for (const { decorators } of type.members.values()) {
    for (const decorator of decorators) {
      const kind = associations.get((namesOf(decorator)[0] ?? '').toLowerCase());
      const [target] = decorator.kind === 'call' ? decorator.arguments : [];
      const returned =
        target?.kind === 'function' ? target.code.steps.find((step) => step.kind === 'return') : null;
      const name = returned?.kind === 'return' && returned.value.kind === 'name' ? returned.value.name : '';
      const to = models.byName.get(name.toLowerCase());
      if (kind && to) relate(from as Draft, to, kind);
    }
  }
}

/** What an association says replaces what the columns of the model said about the same table. */
function relate({ relations }: Draft, to: Model, kind: ModelRelation['kind']): void {
  const known = relations.findIndex((each) => typeof each.to !== 'string' && each.to.name === to.table?.name);
  if (known >= 0) relations.splice(known, 1);
  relations.push({ to: to.name, kind });
}
