import type { ClassCode, Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import type { Place } from '../../shapes/shaper.ts';
import type { Column } from '../../sql/statement.ts';
import { innermostName, methodOf, namesOf } from '../callee.ts';
import { targetName } from '../classes/class-relations.ts';
import type { EntitySources } from '../discoverer.ts';
import { entriesIn, entryOf, isTrue } from '../object-entries.ts';
import { textsOf } from '../written-text.ts';
import { typeText, writtenType } from '../written-type.ts';

export interface Reference {
  readonly field: string;
  readonly to: string;
  readonly isList: boolean;
  /** Found by a query when it is populated: nothing of it is stored here. */
  readonly isVirtual?: boolean;
}

export interface Fields {
  readonly columns: readonly Column[];
  readonly references: readonly Reference[];
}

export const noFields: Fields = { columns: [], references: [] };

/** The fields of a schema, by the outermost entry around them. */
export function fieldsOf(sources: EntitySources, definition: Expression, place: Place): Fields {
  if (definition.kind !== 'object') return noFields;
  const entries = definition.entries.flatMap(({ key, value }) =>
    typeof key === 'string' ? [{ name: key, value }] : [],
  );
  return {
    columns: entries.map(({ name, value }) => ({
      name,
      type: fieldType(value),
      isNullable: !isTrue(entryOf(value, 'required')),
    })),
    references: entries.flatMap(({ name, value }) => referencesIn(sources, name, value, place)),
  };
}

function fieldType(value: Expression): string | null {
  if (value.kind === 'array') {
    const element = value.items[0] ? fieldType(value.items[0]) : null;
    return element === null ? 'array' : `${element}[]`;
  }
  return writtenType(value.kind === 'object' ? (entryOf(value, 'type') ?? undefined) : value);
}

/** Fields with `ref` inside of a field. */
function referencesIn(sources: EntitySources, field: string, value: Expression, place: Place): Reference[] {
  return [...entriesIn(value)].flatMap((entry): Reference[] => {
    if (entry.key !== 'ref') return [];
    const to = refName(sources, entry.value, place);
    return to === null ? [] : [{ field, to, isList: entry.isList }];
  });
}

/** `ref: 'User'`, `ref: User.name`, `ref: () => User`, `ref: User`. */
function refName(sources: EntitySources, value: Expression, place: Place): string | null {
  if (value.kind === 'literal') return textsOf(sources, value, place)[0] ?? null;
  if (value.kind === 'member' && value.property === 'name') return targetName(value.object);
  if (value.kind === 'function') {
    const result = value.code.steps.find((step) => step.kind === 'return');
    return result?.kind === 'return' ? refName(sources, result.value, place) : null;
  }
  const [text] = textsOf(sources, value, place);
  return text !== undefined && /^\w+$/.test(text) ? text : targetName(value);
}

/** `schema.virtual('posts', { ref: 'Post', localField, foreignField })` of a schema by its name. */
export function virtualsOf(
  sources: EntitySources,
  { path, functions }: SourceModule,
  name: string,
): Reference[] {
  return functions.flatMap((code) =>
    code.calls.flatMap(({ callee, arguments: [field, options] }): Reference[] => {
      if (methodOf(callee) !== 'virtual' || namesOf(callee)[1] !== name || !field) return [];
      const ref = entryOf(options, 'ref');
      const to = ref ? refName(sources, ref, { file: path, code }) : null;
      const [text] = textsOf(sources, field, { file: path, code });
      return to === null || text === undefined ? [] : [{ field: text, to, isList: true, isVirtual: true }];
    }),
  );
}

/** The fields of `@Prop` (Nest) and `@prop` (Typegoose), those of base classes included. */
export function decoratedFields(sources: EntitySources, type: ClassCode, file: string): Fields {
  const columns: Column[] = [];
  const references: Reference[] = [];
  for (const step of withBases(sources.shaper, { kind: 'class', code: type, file })) {
    for (const member of step.code?.members.values() ?? []) {
      const decorator = member.decorators.find((each) => /^[Pp]rop$/.test(innermostName(each)));
      if (!decorator || step.code === null) continue;
      const [options] = decorator.kind === 'call' ? decorator.arguments : [];
      const place = { file: step.file, code: step.code.initialiser };
      const written = fieldType(options ?? { kind: 'literal', value: null });
      const isNullable = !isTrue(entryOf(options, 'required'));
      columns.push({ name: member.name, type: written ?? typeText(member.type), isNullable });
      const isList = member.type?.kind === 'array';
      for (const each of options ? referencesIn(sources, member.name, options, place) : [])
        references.push({ ...each, isList: each.isList || isList });
    }
  }
  return { columns, references };
}
