import { withBases } from '../shapes/member-shapes.ts';
import { returnedBy } from '../shapes/result-shapes.ts';
import type { Place, Shaper } from '../shapes/shaper.ts';
import type { CallExpression, Expression, Variable } from '../source/code.ts';

/** A call that made something, or the decorator that asked for it, with where it stands. */
export interface Maker {
  readonly call: CallExpression;
  readonly place: Place;
}

const maxDepth = 10;

/**
 * The calls of packages that make what an expression holds, through names, files, fields, functions of the project; for an
 * injected parameter its decorators.
 */
export function makersOf(shaper: Shaper, expression: Expression, place: Place, depth = 0): readonly Maker[] {
  if (depth > maxDepth) return [];
  const of = (each: Expression, at = place) => makersOf(shaper, each, at, depth + 1);
  switch (expression.kind) {
    case 'call': {
      const callees = shaper.ofExpression(expression.callee, place);
      const inside = callees.flatMap((shape) =>
        shape.kind === 'function'
          ? returnedBy(shape.code).flatMap((value) => of(value, { file: shape.file, code: shape.code }))
          : [],
      );
      const isOutside = callees.some((shape) => shape.kind === 'external');
      return isOutside ? [{ call: expression, place }, ...inside] : inside;
    }
    case 'name':
      return expression.variable ? makersOfVariable(shaper, expression.variable, place.file, depth) : [];
    case 'member':
      return makersOfMember(shaper, expression, place, depth);
    case 'either':
      return expression.options.flatMap((option) => of(option));
    case 'cast':
    case 'assign':
      return of(expression.value);
    default:
      return [];
  }
}

function makersOfVariable(shaper: Shaper, variable: Variable, file: string, depth: number): readonly Maker[] {
  if (variable.origin) {
    const { specifier, imported } = variable.origin;
    return makersOfDefinition(shaper, shaper.linker.imported(file, specifier, imported), depth);
  }
  const place = { file, code: variable.owner };
  const decorators = variable.owner.parameters.find((each) => each.variable === variable)?.decorators ?? [];
  return [
    ...decorators.flatMap((each) => (each.kind === 'call' ? [{ call: each, place }] : [])),
    ...variable.values.flatMap((value) => makersOf(shaper, value, place, depth + 1)),
  ];
}

function makersOfDefinition(
  shaper: Shaper,
  definition: ReturnType<Shaper['linker']['imported']>,
  depth: number,
): readonly Maker[] {
  if (definition?.kind !== 'declaration' || depth > maxDepth) return [];
  const module = shaper.modules.get(definition.file);
  const variable = module?.variables.get(definition.name);
  if (variable) return makersOfVariable(shaper, variable, definition.file, depth + 1);
  const common = module?.commonExports.get(definition.name);
  return module && common
    ? makersOf(shaper, common, { file: definition.file, code: module.code }, depth + 1)
    : [];
}

function makersOfMember(
  shaper: Shaper,
  { object, property }: Expression & { kind: 'member' },
  place: Place,
  depth: number,
): readonly Maker[] {
  if (typeof property !== 'string') return [];
  return shaper.ofExpression(object, place).flatMap((shape): readonly Maker[] => {
    if (shape.kind === 'namespace')
      return makersOfDefinition(shaper, shaper.linker.definitionOf(shape.file, property), depth);
    if (shape.kind === 'object') {
      const at = { file: shape.file, code: shape.expression.owner };
      return shape.expression.entries
        .filter(({ key }) => key === property)
        .flatMap(({ value }) => makersOf(shaper, value, at, depth + 1));
    }
    if (shape.kind !== 'instance' && shape.kind !== 'class') return [];
    for (const { code, file } of withBases(shaper, shape)) {
      const member = code && (shape.kind === 'class' ? code.statics : code.members).get(property);
      if (!member) continue;
      const at = { file, code: code.construct ?? code.initialiser };
      return [
        ...member.decorators.flatMap((each) => (each.kind === 'call' ? [{ call: each, place: at }] : [])),
        ...member.values.flatMap((value) => makersOf(shaper, value, at, depth + 1)),
      ];
    }
    return [];
  });
}
