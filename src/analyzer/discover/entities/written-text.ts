import type { Expression } from '../source/code.ts';
import { holeMark } from '../sql/statement.ts';
import type { Place } from '../shapes/shaper.ts';
import { methodOf } from './callee.ts';
import type { EntitySources } from './discoverer.ts';

const maxTexts = 8;
const maxDepth = 12;
const maxLength = 100_000;

/**
 * Every text that an expression can be, at most 8; parts that are only known at run time are `holeMark`.
 *
 * Constants are followed through names, members and modules; what SQL builders wrap names in counts as the name.
 */
export function textsOf(sources: EntitySources, expression: Expression, place: Place, depth = 0): string[] {
  const of = (each: Expression) => textsOf(sources, each, place, depth + 1);
  if (depth > maxDepth) return [holeMark];
  switch (expression.kind) {
    case 'literal':
      return [String(expression.value ?? '')];
    case 'template':
      if (expression.tag !== null && !isNameWrapper(expression.tag)) return [holeMark];
      return join(
        expression.texts.flatMap((text, index) => [
          [text],
          ...expression.holes.slice(index, index + 1).map(of),
        ]),
      );
    case 'concat':
      return join([of(expression.left), of(expression.right)]);
    case 'either':
      return [...new Set(expression.options.flatMap(of))].slice(0, maxTexts);
    case 'cast':
    case 'assign':
      return of(expression.value);
    case 'name':
    case 'member':
      return constants(sources, expression, place);
    case 'call':
      return called(expression, of);
    default:
      return [holeMark];
  }
}

function constants(sources: EntitySources, expression: Expression, place: Place): string[] {
  const shapes = sources.shaper.ofExpression(expression, place);
  const texts = shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.value] : []));
  if (texts.length > 0 && texts.length === shapes.length) return texts.slice(0, maxTexts);
  const type = expression.kind === 'name' ? expression.variable?.type : null;
  const literal = type?.kind === 'several' ? type.types : type ? [type] : [];
  const named = literal.flatMap((each) => (each.kind === 'text' ? [each.value] : []));
  if (named.length > 0 && named.length === literal.length) return named.slice(0, maxTexts);
  const [value, ...others] = (expression.kind === 'name' && expression.variable?.values) || [];
  const isComposed = value?.kind === 'template' || value?.kind === 'concat' || value?.kind === 'call';
  if (!value || !isComposed || others.length > 0 || expression.kind !== 'name') return [holeMark];
  if (expression.variable?.origin || mentions(value, expression.name)) return [holeMark];
  return textsOf(sources, value, place, maxDepth - 4);
}

/** Whether an expression uses a name in its text, as `query = query + part` does. */
function mentions(expression: Expression, name: string): boolean {
  if (expression.kind === 'concat')
    return mentions(expression.left, name) || mentions(expression.right, name);
  return expression.kind === 'name' && expression.name === name;
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
  if (first.kind === 'array')
    return join(first.items.map((item, index) => join([[index === 0 ? '' : '.'], of(item)])));
  return of(first);
}

const nameWrappers = new Set(['table', 'ref', 'id', 'raw', 'identifier', 'ident', 'name', 'unsafe']);

/** `sql.table`, `sql.ref`, `Prisma.raw`, `String.raw`, `knex.raw`, `raw`, and `sql` of postgres.js. */
function isNameWrapper(callee: Expression): boolean {
  if (callee.kind === 'member')
    return typeof callee.property === 'string' && nameWrappers.has(callee.property);
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
