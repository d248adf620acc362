import type { Expression, Member, TypeCode } from '../../source/code.ts';
import { innermostName } from '../callee.ts';
import type { ModelRelation } from '../model.ts';
import { entryOf, isFalse, isTrue } from '../object-entries.ts';
import type { Naming } from './naming.ts';

/** A property of an entity class that leads to another entity. */
export interface RelationMember {
  readonly property: string;
  readonly to: string;
  readonly kind: ModelRelation['kind'];
  readonly isOwner: boolean | undefined;
  /** The column of the own table that holds the key; null where it is in the other one or in a table of its own. */
  readonly column: string | null;
  readonly toColumns: readonly string[];
  readonly isNullable: boolean | null;
  /** Whether saving the own entity saves the other one. */
  readonly isSavedAlong: boolean;
  /** The table that a many-to-many relation is kept in, where the code names it. */
  readonly joinTable: string | null;
}

const relationKinds: ReadonlyMap<string, ModelRelation['kind']> = new Map([
  ['OneToOne', 'one-to-one'],
  ['OneToMany', 'one-to-many'],
  ['ManyToOne', 'many-to-one'],
  ['ManyToMany', 'many-to-many'],
  // LoopBack.
  ['belongsTo', 'many-to-one'],
  ['hasMany', 'one-to-many'],
  ['hasOne', 'one-to-one'],
]);

/** What a member's decorators say about a relation; null when it is none. */
export function relationOf({ name, type, decorators }: Member, naming: Naming): RelationMember | null {
  for (const decorator of decorators) {
    const kind = relationKinds.get(nameOf(decorator));
    if (!kind) continue;
    const args = decorator.kind === 'call' ? decorator.arguments : [];
    const to = (args[0] && targetName(args[0])) ?? (type && typeName(type));
    if (!to) continue;
    const options = args.filter((each) => each.kind === 'object');
    const entry = (...keys: string[]) => options.map((each) => entryOf(each, ...keys)).find((each) => each);
    const isOwner = ownerOf(kind, decorators, entry);
    const joined = joinColumnOf(decorators);
    const isKept = isOwner === true && kind !== 'many-to-many' && !isFalse(entry('persist'));
    const given = textOf(joined.name) ?? textOf(entry('fieldName', 'joinColumn', 'joinColumns'));
    const isLoopback = /^[a-z]/.test(nameOf(decorator));
    const own = isLoopback ? name : isTrue(entry('mapToPk')) ? naming.column(name) : naming.key(name);
    return {
      property: name,
      to,
      kind,
      isOwner,
      column: isKept ? (given ?? own) : null,
      toColumns: [textOf(joined.reference) ?? textOf(entry('referencedColumnName')) ?? []].flat(),
      isNullable: isTrue(entry('nullable')) ? true : isFalse(entry('nullable')) ? false : null,
      isSavedAlong: isSaving(entry('cascade')),
      joinTable: kind === 'many-to-many' ? joinTableOf(decorators, entry) : null,
    };
  }
  return null;
}

/** `cascade: true`, `['insert', 'update']`, `[Cascade.PERSIST]`. */
function isSaving(cascade: Expression | undefined): boolean {
  if (cascade?.kind !== 'array') return isTrue(cascade);
  return cascade.items.some((each) => {
    const word = each.kind === 'literal' ? each.value : each.kind === 'member' ? each.property : null;
    return typeof word === 'string' && /^(?:insert|update|persist|all|merge)$/i.test(word);
  });
}

type Entry = (...keys: string[]) => Expression | undefined;

/** TypeORM marks the owner with `@JoinColumn` or `@JoinTable`, MikroORM with `owner` or `inversedBy`. */
function ownerOf(
  kind: ModelRelation['kind'],
  decorators: readonly Expression[],
  entry: Entry,
): boolean | undefined {
  if (kind === 'many-to-one') return true;
  if (kind === 'one-to-many') return false;
  if (decorators.some((each) => /^Join(?:Column|Table)$/.test(nameOf(each)))) return true;
  if (isTrue(entry('owner')) || entry('inversedBy', 'pivotTable', 'joinColumn')) return true;
  return entry('mappedBy') ? false : undefined;
}

function joinColumnOf(decorators: readonly Expression[]): { name?: Expression; reference?: Expression } {
  const call = decorators.find((each) => nameOf(each) === 'JoinColumn');
  const [first] = call?.kind === 'call' ? call.arguments : [];
  const options = first?.kind === 'array' ? first.items[0] : first;
  const name = entryOf(options, 'name');
  const reference = entryOf(options, 'referencedColumnName');
  return { ...(name && { name }), ...(reference && { reference }) };
}

function joinTableOf(decorators: readonly Expression[], entry: Entry): string | null {
  const call = decorators.find((each) => nameOf(each) === 'JoinTable');
  const [options] = call?.kind === 'call' ? call.arguments : [];
  return textOf(entryOf(options, 'name') ?? options) ?? textOf(entry('pivotTable'));
}

function textOf(value: Expression | undefined): string | null {
  const [first] = value?.kind === 'array' ? value.items : [value];
  return first?.kind === 'literal' && typeof first.value === 'string' ? first.value : null;
}

/** `() => Order`, `'Order'`, `{ entity: () => Order }`. */
export function targetName(target: Expression): string | null {
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
    case 'cast':
      return targetName(target.value);
    case 'object': {
      const entity = entryOf(target, 'entity', 'type', 'target');
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
export function nameOf(decorator: Expression): string {
  return innermostName(decorator);
}
