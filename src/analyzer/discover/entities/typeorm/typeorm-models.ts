import type { ClassCode, Expression, Member, TypeCode } from '../../source/code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import type { Shaper } from '../../shapes/shaper.ts';
import { namesOf } from '../callee.ts';
import type { EntitySources } from '../discoverer.ts';
import type { Model, ModelRelation } from '../model.ts';
import { parseTableName } from '../table-key.ts';
import { textsOf } from '../written-text.ts';

/** The entity classes of a code base. */
export interface ClassModels {
  readonly shaper: Shaper;
  readonly byClass: ReadonlyMap<ClassCode, Model>;
  /** What the relation properties of a model lead to, by name of the target class. */
  readonly relations: ReadonlyMap<Model, ReadonlyMap<string, string>>;
}

const entityDecorators = new Set(['Entity', 'ChildEntity', 'ViewEntity']);
const relationKinds: ReadonlyMap<string, ModelRelation['kind']> = new Map([
  ['OneToOne', 'one-to-one'],
  ['OneToMany', 'one-to-many'],
  ['ManyToOne', 'many-to-one'],
  ['ManyToMany', 'many-to-many'],
]);

export function isEntityClass({ decorators }: ClassCode): boolean {
  return decorators.some((each) => entityDecorators.has(nameOf(each)));
}

/** Classes with `@Entity`, with their tables and relations. */
export function readClassModels(sources: EntitySources, orm: string): ClassModels {
  const byClass = new Map<ClassCode, Model>();
  const relations = new Map<Model, ReadonlyMap<string, string>>();
  for (const { path, classes } of sources.application) {
    for (const code of classes.filter(isEntityClass)) {
      const members = membersOf(sources, code, path).flatMap((member) => relationOf(member) ?? []);
      const model: Model = {
        name: code.name,
        table: parseTableName(tableOf(sources, code, path)),
        file: path,
        line: code.line,
        orm,
        relations: members.map(({ to, kind }) => ({ to, kind })),
      };
      byClass.set(code, model);
      relations.set(model, new Map(members.map(({ property, to }) => [property, to])));
    }
  }
  return { shaper: sources.shaper, byClass, relations };
}

/** The members of a class and of what it extends, which abstract bases share. */
function membersOf({ shaper }: EntitySources, code: ClassCode, file: string): Member[] {
  return [...withBases(shaper, { kind: 'class', code, file })].flatMap((step) =>
    step.code === null ? [] : [...step.code.members.values()],
  );
}

/** The table that the decorator names, that of the parent for child entities, else the class name in snake case. */
function tableOf(sources: EntitySources, code: ClassCode, file: string): string {
  for (const step of withBases(sources.shaper, { kind: 'class', code, file })) {
    const decorator = step.code?.decorators.find((each) => entityDecorators.has(nameOf(each)));
    if (step.code === null || !decorator || nameOf(decorator) === 'ChildEntity') continue;
    return namedTable(sources, decorator, step.file, step.code) ?? snakeCase(step.code.name);
  }
  return snakeCase(code.name);
}

/** `@Entity('orders')`, `@Entity({ name: 'orders', schema: 'sales' })`, also `tableName` and `collection`. */
function namedTable(
  sources: EntitySources,
  decorator: Expression,
  file: string,
  { initialiser }: ClassCode,
): string | null {
  const place = { file, code: initialiser };
  const textOf = (value: Expression | undefined) =>
    value ? (textsOf(sources, value, place)[0] ?? null) : null;
  const args = decorator.kind === 'call' ? decorator.arguments : [];
  for (const argument of args) {
    if (argument.kind !== 'object') return textOf(argument);
    const entry = (...keys: string[]) =>
      argument.entries.find(({ key }) => typeof key === 'string' && keys.includes(key))?.value;
    const table = textOf(entry('name', 'tableName', 'collection'));
    const schema = textOf(entry('schema'));
    if (table !== null) return schema === null ? table : `${schema}.${table}`;
  }
  return null;
}

/** `OrderLine` is `order_line`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

interface RelationMember {
  readonly property: string;
  readonly to: string;
  readonly kind: ModelRelation['kind'];
}

function relationOf({ name, type, decorators }: Member): RelationMember | null {
  for (const decorator of decorators) {
    const kind = relationKinds.get(nameOf(decorator));
    if (!kind) continue;
    const [target] = decorator.kind === 'call' ? decorator.arguments : [];
    const to = (target && targetName(target)) ?? (type && typeName(type));
    if (to) return { property: name, to, kind };
  }
  return null;
}

/** `() => Order`, `'Order'`, `{ entity: () => Order }`. */
function targetName(target: Expression): string | null {
  switch (target.kind) {
    case 'literal':
      return typeof target.value === 'string' ? target.value : null;
    case 'function': {
      const result = target.code.steps.find((step) => step.kind === 'return');
      return result?.kind === 'return' ? targetName(result.value) : null;
    }
    case 'name': {
      const imported = target.variable?.origin?.imported;
      return imported === undefined || imported === 'default' ? target.name : imported;
    }
    case 'member':
      return typeof target.property === 'string' ? target.property : null;
    case 'object': {
      const entity = target.entries.find(({ key }) => key === 'entity')?.value;
      return entity ? targetName(entity) : null;
    }
    default:
      return null;
  }
}

/** The class that a property holds one or many of: `Order[]`, `Collection<Order>`, `Promise<Order>`. */
function typeName(type: TypeCode): string | null {
  if (type.kind === 'array') return typeName(type.element);
  if (type.kind === 'several') return type.types.map(typeName).find((name) => name !== null) ?? null;
  if (type.kind !== 'reference') return null;
  const [first] = type.arguments;
  return first ? typeName(first) : type.name.name;
}

/** The name of a decorator, called or not. */
function nameOf(decorator: Expression): string {
  return namesOf(decorator)[0] ?? '';
}
