import type { CallExpression, Expression, FunctionCode, TypeCode, Variable } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { elementsOf } from './lists.ts';
import type { Shape } from './shape.ts';
import type { Place, Shaper } from './shaper.ts';

/** What a function written in an expression is given to: a call, or something with a type. */
type Context =
  | {
      readonly kind: 'argument';
      readonly call: CallExpression;
      readonly index: number;
      readonly place: Place;
    }
  | { readonly kind: 'typed'; readonly type: TypeCode; readonly file: string };

export type Contexts = ReadonlyMap<FunctionCode, Context>;

/** Finds the context of every function expression. Linear in the calls and members of the modules. */
export function indexContexts(modules: Iterable<SourceModule>): Contexts {
  const contexts = new Map<FunctionCode, Context>();
  for (const { path: file, functions, classes, variables } of modules) {
    const addTyped = (values: readonly Expression[], type: TypeCode | null) => {
      for (const value of values)
        if (type && value.kind === 'function') contexts.set(value.code, { kind: 'typed', type, file });
    };
    for (const variable of variables.values()) addTyped(variable.values, variable.type);
    for (const { members } of classes)
      for (const { values, type } of members.values()) addTyped(values, type);
    for (const code of functions) {
      for (const call of code.calls) {
        for (const [index, argument] of call.arguments.entries()) {
          if (argument.kind === 'function')
            contexts.set(argument.code, { kind: 'argument', call, index, place: { file, code } });
        }
      }
    }
  }
  return contexts;
}

/** What a parameter without type of its own is by where its function is given to. */
export function contextShapes(
  shaper: Shaper,
  contexts: Contexts,
  variable: Variable,
  file: string,
): readonly Shape[] {
  const index = variable.owner.parameters.findIndex((each) => each.variable === variable);
  const context = index < 0 ? undefined : contexts.get(variable.owner);
  if (!context) return [];
  if (context.kind === 'typed') {
    return shaper
      .ofType(context.type, context.file)
      .flatMap((shape) => parameterOf(shaper, shape, index, file));
  }
  const { call, place } = context;
  const callees = shaper.ofExpression(call.callee, place);
  const elements = index === 0 ? elementShapes(shaper, call, place) : [];
  if (elements.length > 0) return elements;
  return callees.flatMap((callee) => givenBy(shaper, callee, context.index, index, file));
}

/** A parameter of a function of a known type; those of types of a package belong to the package. */
function parameterOf(shaper: Shaper, shape: Shape, index: number, file: string): readonly Shape[] {
  if (shape.kind === 'external')
    return [{ ...shape, path: [...shape.path, '(given)'].slice(-12), arguments: [] }];
  const type = shape.kind === 'signature' ? shape.parameters[index] : null;
  return type ? shaper.ofType(type, shape.file === '' ? file : shape.file) : [];
}

/** `orders.map((order) => …)`: the first parameter is an element. */
function elementShapes(shaper: Shaper, call: CallExpression, place: Place): readonly Shape[] {
  if (call.callee.kind !== 'member') return [];
  return shaper.ofExpression(call.callee.object, place).flatMap((shape) => elementsOf(shaper, shape));
}

/** What a function passes to a function that it was given: by the type of that parameter, or by how it calls it. */
function givenBy(
  shaper: Shaper,
  callee: Shape,
  position: number,
  index: number,
  file: string,
): readonly Shape[] {
  if (callee.kind === 'external') return parameterOf(shaper, callee, index, file);
  if (callee.kind === 'signature') {
    const type = callee.parameters[position];
    return type
      ? shaper.ofType(type, callee.file).flatMap((shape) => parameterOf(shaper, shape, index, file))
      : [];
  }
  if (callee.kind !== 'function') return [];
  const taken = callee.code.parameters[position]?.variable;
  if (!taken) return [];
  const typed = taken.type
    ? shaper.ofType(taken.type, callee.file).flatMap((shape) => parameterOf(shaper, shape, index, file))
    : [];
  return typed.length > 0 ? typed : passedTo(shaper, callee, taken, index);
}

function passedTo(
  shaper: Shaper,
  { code, file }: Shape & { kind: 'function' },
  taken: Variable,
  index: number,
): readonly Shape[] {
  return [code, ...code.nested].flatMap((inner) =>
    inner.calls.flatMap((call) => {
      const argument =
        call.callee.kind === 'name' && call.callee.variable === taken ? call.arguments[index] : undefined;
      return argument ? shaper.ofExpression(argument, { file, code: inner }) : [];
    }),
  );
}
