import { callSites } from '../entities/call-sites.ts';
import type { EntitySources } from '../entities/discoverer.ts';
import { namesOf } from '../entities/callee.ts';
import { textsOf } from '../entities/written-text.ts';
import { returnedBy } from '../shapes/result-shapes.ts';
import type { Place } from '../shapes/shaper.ts';
import type { CallExpression, Expression, FunctionCode, Variable } from '../source/code.ts';
import { holeMark } from '../sql/statement.ts';

/** A name that an expression can be, and the call that gives it where that is another one. */
export interface WrittenName {
  readonly name: string;
  /** The call of the function around whose parameter is the name; null when the name is written in place. */
  readonly site: { readonly call: CallExpression; readonly place: Place } | null;
}

export type ReadNames = (expression: Expression | undefined, place: Place) => readonly WrittenName[];

const maxDepth = 3;

/**
 * Reads names of channels, addresses and the like: texts, classes and their instances by their name; a parameter by what the
 * function around is called with. What is not known is `{name}` after the expression.
 */
export function nameReader(sources: EntitySources): ReadNames {
  const sitesOf = callSites(sources);
  const read = (expression: Expression | undefined, place: Place, depth: number): WrittenName[] => {
    if (!expression) return [];
    if (expression.kind === 'array') return expression.items.flatMap((item) => read(item, place, depth));
    const here = (name: string): WrittenName => ({ name, site: null });
    const named = namedThings(sources, expression, place);
    if (named.length > 0) return named.map(here);
    const texts = textsOf(sources, expression, place).filter((text) => text !== '');
    if (texts.some((text) => text !== holeMark)) {
      return texts.map((text) =>
        here(text === holeMark ? placeholder(expression) : text.replaceAll(holeMark, '{expr}')),
      );
    }
    const given =
      depth < maxDepth
        ? [...readSites(expression, place, depth), ...readResult(expression, place, depth)]
        : [];
    return given.length > 0 ? given : [here(placeholder(expression))];
  };
  const readSites = (expression: Expression, { file, code }: Place, depth: number): WrittenName[] => {
    const found =
      expression.kind === 'name' && expression.variable ? parameterOf(expression.variable, code) : null;
    if (!found) return [];
    return sitesOf(found.code).flatMap(({ node, place }) =>
      place.file === file && place.code === code
        ? []
        : read(node.arguments[found.index], place, depth + 1).map(({ name, site }) => ({
            name,
            site: site ?? { call: node, place },
          })),
    );
  };
  /** `OrderPlaced.getName()`. */
  const readResult = (expression: Expression, place: Place, depth: number): WrittenName[] => {
    if (expression.kind !== 'call') return [];
    return sources.shaper
      .ofExpression(expression.callee, place)
      .flatMap((shape) =>
        shape.kind === 'function'
          ? returnedBy(shape.code).flatMap((value) =>
              read(value, { file: shape.file, code: shape.code }, depth + 1),
            )
          : [],
      );
  };
  return (expression, place) => read(expression, place, 0);
}

/** Classes and instances by the name of the class, constants of a package by their own: `CronExpression.EVERY_HOUR`. */
function namedThings({ shaper }: EntitySources, expression: Expression, place: Place): string[] {
  const names = shaper.ofExpression(expression, place).flatMap((shape) => {
    if (shape.kind === 'instance' || shape.kind === 'class') return [shape.code.name];
    const isConstant = shape.kind === 'external' && shape.package !== 'global' && !shape.path.includes('()');
    return isConstant ? [shape.path.join('.')] : [];
  });
  return [...new Set(names)].filter((name) => name !== '');
}

function parameterOf(variable: Variable, code: FunctionCode): { code: FunctionCode; index: number } | null {
  for (let place: FunctionCode | null = code; place; place = place.parent) {
    const index = place.parameters.findIndex((each) => each.variable === variable && !each.isRest);
    if (index >= 0) return { code: place, index };
  }
  return null;
}

/** `{QUEUE_URL}` for `process.env.QUEUE_URL` and `config.get('QUEUE_URL')`, also behind a name. */
function placeholder(expression: Expression, depth = 0): string {
  const [value, ...others] = expression.kind === 'name' ? (expression.variable?.values ?? []) : [];
  if (value && others.length === 0 && depth < maxDepth && isLookUp(value))
    return placeholder(value, depth + 1);
  const [first] = expression.kind === 'call' ? expression.arguments : [];
  if (first?.kind === 'literal' && typeof first.value === 'string') return `{${first.value}}`;
  const plain = expression.kind === 'cast' ? expression.value : expression;
  const [name = 'expr'] = plain.kind === 'either' ? plain.options.flatMap(namesOf) : namesOf(plain);
  return `{${name}}`;
}

function isLookUp({ kind }: Expression): boolean {
  return kind === 'member' || kind === 'call' || kind === 'either' || kind === 'name' || kind === 'cast';
}
