import type { ClassCode, Member } from '../../source/code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import type { Column } from '../../sql/statement.ts';
import type { EntitySources } from '../discoverer.ts';
import { entryOf, isFalse, isTrue } from '../object-entries.ts';
import { typeText, writtenType } from '../written-type.ts';
import { nameOf } from './class-relations.ts';
import type { Naming } from './naming.ts';

const columnDecorator = /(?:Column|^Property|^property|PrimaryKey|^Enum|ObjectId)$/;
const maxDepth = 4;

/** The columns that the decorated properties of a class stand for, those of embedded objects included. */
export function columnsOf(
  sources: EntitySources,
  members: readonly Member[],
  file: string,
  naming: Naming,
  depth = 0,
): Column[] {
  return members.flatMap((member) => {
    const embedded = depth < maxDepth ? embeddedIn(sources, member, file) : null;
    if (embedded) {
      const { code, file: from, prefix } = embedded;
      const inner = columnsOf(sources, membersOf(sources, code, from), from, naming, depth + 1);
      if (prefix === false) return inner;
      return inner.map((column) => ({
        ...column,
        name: prefix === null ? naming.embedded(member.name, column.name) : prefix + column.name,
      }));
    }
    return columnOf(member, naming) ?? [];
  });
}

/** The members of a class and of what it extends, which abstract bases share. */
export function membersOf({ shaper }: EntitySources, code: ClassCode, file: string): Member[] {
  return [...withBases(shaper, { kind: 'class', code, file })].flatMap((step) =>
    step.code === null ? [] : [...step.code.members.values()],
  );
}

function columnOf({ name, type, decorators }: Member, naming: Naming): Column | null {
  const decorator = decorators.find((each) => columnDecorator.test(nameOf(each)));
  if (!decorator || decorators.some((each) => /^(?:One|Many)To(?:One|Many)$|^belongsTo$/.test(nameOf(each))))
    return null;
  const args = decorator.kind === 'call' ? decorator.arguments : [];
  const options = args.find((each) => each.kind === 'object');
  if (isFalse(entryOf(options, 'persist'))) return null;
  const named = entryOf(options, 'name', 'fieldName', 'field');
  const [first] = args;
  const typed = entryOf(options, 'columnType', 'type') ?? (first?.kind === 'literal' ? first : undefined);
  const isLoopback = nameOf(decorator) === 'property';
  const isNullable = isLoopback
    ? !isTrue(entryOf(options, 'required'))
    : isTrue(entryOf(options, 'nullable'));
  return {
    name: named?.kind === 'literal' ? String(named.value) : naming.column(name),
    type: writtenType(typed) ?? typeText(type),
    isNullable: isNullable && !/Primary/.test(nameOf(decorator)),
  };
}

/** `@Column(() => Address)`, `@Embedded(() => Address)`: the class whose columns stand in the row of the owner. */
function embeddedIn(
  { shaper }: EntitySources,
  { type, decorators }: Member,
  file: string,
): { readonly code: ClassCode; readonly file: string; readonly prefix: string | false | null } | null {
  const decorator = decorators.find((each) => /^(?:Column|Embedded)$/.test(nameOf(each)));
  const args = decorator?.kind === 'call' ? decorator.arguments : [];
  const [first] = args;
  const isEmbedded = decorator && (nameOf(decorator) === 'Embedded' || first?.kind === 'function');
  if (!decorator || !isEmbedded) return null;
  const result = first?.kind === 'function' ? first.code.steps.find((step) => step.kind === 'return') : null;
  const shapes =
    first?.kind === 'function' && result?.kind === 'return'
      ? shaper.ofExpression(result.value, { file, code: first.code })
      : type
        ? shaper.ofType(type, file)
        : [];
  const found = shapes.find((shape) => shape.kind === 'class' || shape.kind === 'instance');
  const prefix = args.map((each) => entryOf(each, 'prefix')).find((each) => each);
  const given = prefix?.kind === 'literal' && (prefix.value === false || typeof prefix.value === 'string');
  return found ? { code: found.code, file: found.file, prefix: given ? prefix.value : null } : null;
}
