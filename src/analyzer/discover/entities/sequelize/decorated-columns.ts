import type { ClassCode, Expression } from '../../source/code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import type { Column } from '../../sql/statement.ts';
import { innermostName } from '../callee.ts';
import { targetName } from '../classes/class-relations.ts';
import type { EntitySources } from '../discoverer.ts';
import type { ModelKey } from '../model.ts';
import { entryOf, isFalse } from '../object-entries.ts';
import { typeText, writtenType } from '../written-type.ts';

const stamps = new Set(['CreatedAt', 'UpdatedAt', 'DeletedAt']);

/** The columns of `@Column` and the keys of `@ForeignKey`, those of base classes included. */
export function decoratedColumns(
  { shaper }: EntitySources,
  type: ClassCode,
  file: string,
): { readonly columns: Column[]; readonly foreignKeys: ModelKey[] } {
  const columns: Column[] = [];
  const foreignKeys: ModelKey[] = [];
  for (const step of withBases(shaper, { kind: 'class', code: type, file })) {
    for (const member of step.code?.members.values() ?? []) {
      const named = new Map(member.decorators.map((each) => [innermostName(each), each]));
      const column = named.get('Column');
      const options = column?.kind === 'call' ? column.arguments[0] : undefined;
      const field = entryOf(options, 'field');
      const name = field?.kind === 'literal' ? String(field.value) : member.name;
      const key = named.get('ForeignKey');
      const target = key?.kind === 'call' && key.arguments[0] ? targetName(key.arguments[0]) : null;
      if (target !== null) foreignKeys.push({ columns: [name], to: target, toColumns: [] });
      if (!column && !key && ![...named.keys()].some((each) => stamps.has(each))) continue;
      const written = writtenType(options?.kind === 'object' ? entryOf(options, 'type') : options);
      columns.push({ name, type: written ?? typeText(member.type), isNullable: nullableBy(named, options) });
    }
  }
  return { columns, foreignKeys };
}

function nullableBy(named: ReadonlyMap<string, Expression>, options: Expression | undefined): boolean {
  if (named.has('PrimaryKey')) return false;
  const given = named.get('AllowNull');
  const [argument] = given?.kind === 'call' ? given.arguments : [];
  if (given) return !isFalse(argument);
  return !isFalse(entryOf(options, 'allowNull'));
}
