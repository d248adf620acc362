import type { Expression, Variable } from '../source/code.ts';
import { holeMark } from '../sql/statement.ts';
import type { Place } from '../shapes/shaper.ts';
import { methodOf } from './callee.ts';
import type { EntitySources } from './discoverer.ts';
import { entryOf } from './object-entries.ts';

const maxTexts = 8;
const maxDepth = 12;
/** Expressions that are looked at for one text. */
const maxParts = 2_000;
const maxLength = 100_000;

/** What a parameter stands for at one of its callers; null for what is none. */
export type Given = (variable: Variable) => { readonly expression: Expression; readonly place: Place } | null;

/**
 * Every text that an expression can be, at most 8; parts that are only known at run time are `holeMark`.
 *
 * Constants are followed through names, members and modules; what SQL builders wrap names in counts as the name.
 */
export function textsOf(
  sources: EntitySources,
  expression: Expression,
  place: Place,
  given: Given = nothing,
): string[] {
  let left = maxParts;
  const of = (part: Expression, depth: number): string[] => {
    if (left-- <= 0 || depth > maxDepth) return [holeMark];
    const inner = (each: Expression) => of(each, depth + 1);
    const handed = given === nothing ? null : handedTo(given, part);
    if (handed) return textsOf(sources, handed.expression, handed.place);
    switch (part.kind) {
      case 'literal':
        return [String(part.value ?? '')];
      case 'template':
        if (part.tag !== null && !isNameWrapper(part.tag)) return [holeMark];
        return join(
          part.texts.flatMap((text, index) => [[text], ...part.holes.slice(index, index + 1).map(inner)]),
        );
      case 'concat':
        return join(operandsOf(part).map(inner));
      case 'either':
        return [...new Set(part.options.flatMap(inner))].slice(0, maxTexts);
      case 'cast':
      case 'assign':
        return inner(part.value);
      case 'name':
      case 'member':
        return constants(sources, part, place) ?? composed(part, inner) ?? [holeMark];
      case 'call':
        return called(part, inner);
      default:
        return [holeMark];
    }
  };
  return of(expression, 0);
}

const nothing: Given = () => null;

/** The argument behind the name of a parameter, or an entry of it: `options.name`. */
function handedTo(given: Given, part: Expression): ReturnType<Given> {
  if (part.kind === 'name') return part.variable && given(part.variable);
  if (part.kind !== 'member' || part.object.kind !== 'name' || typeof part.property !== 'string') return null;
  const object = part.object.variable && given(part.object.variable);
  const entry = object ? entryOf(object.expression, part.property) : undefined;
  return object && entry ? { expression: entry, place: object.place } : null;
}

/** The operands of a chain of additions, which leans to the left and may be long. */
function operandsOf(expression: Expression): Expression[] {
  const operands: Expression[] = [];
  let place = expression;
  for (; place.kind === 'concat'; place = place.left) operands.push(place.right);
  operands.push(place);
  return operands.reverse();
}

/** What a name or member is by its value or by its literal type; null when neither says it. */
function constants({ shaper }: EntitySources, expression: Expression, place: Place): string[] | null {
  const shapes = shaper.ofExpression(expression, place);
  const texts = shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.value] : []));
  if (texts.length > 0 && texts.length === shapes.length) return texts.slice(0, maxTexts);
  const type = expression.kind === 'name' ? expression.variable?.type : null;
  const types = type?.kind === 'several' ? type.types : type ? [type] : [];
  const literals = types.flatMap((each) => (each.kind === 'text' ? [each.value] : []));
  return literals.length > 0 && literals.length === types.length ? literals.slice(0, maxTexts) : null;
}

/** A name of the same file that is given one text, put together of parts. */
function composed(expression: Expression, of: (part: Expression) => string[]): string[] | null {
  const variable = expression.kind === 'name' ? expression.variable : null;
  const [value, ...others] = variable?.values ?? [];
  const isComposed = value?.kind === 'template' || value?.kind === 'concat' || value?.kind === 'call';
  if (!variable || variable.origin || !isComposed || others.length > 0) return null;
  return of(value);
}

/** `['…', '…'].join(' ')`, `text.trim()`, and what SQL builders wrap names in: `sql.table('orders')`, `raw('now()')`. */
function called(
  { callee, arguments: args }: Expression & { kind: 'call' },
  of: (expression: Expression) => string[],
): string[] {
  const [first] = args;
  if (callee.kind === 'member' && callee.property === 'join' && callee.object.kind === 'array') {
    const separators = first ? of(first) : [','];
    const parts = callee.object.items.map(of);
    return join(parts.flatMap((part, index) => (index === 0 ? [part] : [separators, part])));
  }
  if (callee.kind === 'member' && /^(?:trim|toString|trimEnd|trimStart)$/.test(methodOf(callee))) {
    return of(callee.object);
  }
  if (!first || !isNameWrapper(callee)) return [holeMark];
  if (first.kind !== 'array') return of(first);
  return join(first.items.flatMap((item, index) => (index === 0 ? [of(item)] : [['.'], of(item)])));
}

const nameWrappers = new Set(['table', 'ref', 'id', 'raw', 'identifier', 'ident', 'name', 'unsafe']);

/** `sql.table`, `sql.ref`, `Prisma.raw`, `String.raw`, `knex.raw`, `raw`, and `sql` of postgres.js. */
function isNameWrapper(callee: Expression): boolean {
  if (callee.kind === 'member') return nameWrappers.has(methodOf(callee));
  return callee.kind === 'name' && (callee.name === 'sql' || callee.name === 'raw');
}

function join(parts: readonly (readonly string[])[]): string[] {
  let texts = [''];
  for (const options of parts) {
    texts = texts
      .flatMap((left) => options.map((right) => (left + right).slice(0, maxLength)))
      .slice(0, maxTexts);
  }
  return texts;
}
