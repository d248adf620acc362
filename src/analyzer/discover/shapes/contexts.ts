import type { CallExpression, Expression, FunctionCode, TypeCode, Variable } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { stepsIn } from '../source/walk-code.ts';
import { elementsOf } from './lists.ts';
import { withBases } from './member-shapes.ts';
import { returnedBy } from './result-shapes.ts';
import { stepOf } from './external-shape.ts';
import type { Shape } from './shape.ts';
import type { Place, Shaper } from './shaper.ts';

/** What a function written in an expression is given to, and the members that lead to it in objects and lists there. */
type Context = (
  | {
      readonly kind: 'argument';
      readonly call: CallExpression;
      readonly index: number;
      readonly place: Place;
    }
  | { readonly kind: 'typed'; readonly type: TypeCode; readonly file: string }
) & { readonly path: readonly string[] };

export type Contexts = ReadonlyMap<FunctionCode, Context>;

/** Deeper literals are data. */
const maxPath = 3;

/** Finds the context of every function expression of a module. Linear in its calls and members. */
export function indexContexts({ path: file, functions, classes }: SourceModule): Contexts {
  const contexts = new Map<FunctionCode, Context>();
  const addTyped = (values: readonly Expression[], type: TypeCode | null) => {
    for (const value of values)
      if (type) addContexts(contexts, value, { kind: 'typed', type, file, path: [] });
  };
  for (const { members } of classes) for (const { values, type } of members.values()) addTyped(values, type);
  for (const code of functions) {
    if (code.returnType) addTyped(returnedBy(code), code.returnType);
    for (const step of stepsIn(code.steps))
      if (step.kind === 'declare') addTyped([step.value], step.variable.type);
    const place = { file, code };
    for (const call of code.calls)
      for (const [index, argument] of call.arguments.entries())
        addContexts(contexts, argument, { kind: 'argument', call, index, place, path: [] });
  }
  return contexts;
}

function addContexts(contexts: Map<FunctionCode, Context>, value: Expression, context: Context): void {
  const { path } = context;
  if (value.kind === 'function') contexts.set(value.code, context);
  else if (path.length >= maxPath) return;
  else if (value.kind === 'array') {
    for (const item of value.items) addContexts(contexts, item, { ...context, path: [...path, '0'] });
  } else if (value.kind === 'object') {
    for (const { key, value: inner } of value.entries)
      if (typeof key === 'string') addContexts(contexts, inner, { ...context, path: [...path, key] });
  }
}

/** What a parameter without type of its own is by where its function is given to. */
export function contextShapes(
  shaper: Shaper,
  contexts: Contexts | undefined,
  variable: Variable,
  file: string,
): readonly Shape[] {
  const index = variable.owner.parameters.findIndex((each) => each.variable === variable);
  const context = index < 0 ? undefined : contexts?.get(variable.owner);
  if (!context) return [];
  if (context.kind === 'argument' && context.path.length === 0)
    return argumentShapes(shaper, context, index, file);
  const whole =
    context.kind === 'typed' ? shaper.ofType(context.type, context.file) : takenShapes(shaper, context);
  return context.path
    .reduce<readonly Shape[]>((all, name) => all.flatMap((each) => shaper.ofMember(each, name)), whole)
    .flatMap((shape) => parameterOf(shaper, shape, index, file));
}

function argumentShapes(
  shaper: Shaper,
  { call, place, index: position }: Context & { kind: 'argument' },
  index: number,
  file: string,
): readonly Shape[] {
  const callees = shaper.ofExpression(call.callee, place);
  const elements = index === 0 ? elementShapes(shaper, call, place) : [];
  if (elements.length > 0) return elements;
  return callees.flatMap((callee) => givenBy(shaper, callee, position, index, file));
}

/** What the function or class that is called takes at a position, by its type. */
function takenShapes(
  shaper: Shaper,
  { call, place, index }: Context & { kind: 'argument' },
): readonly Shape[] {
  return shaper.ofExpression(call.callee, place).flatMap((callee): readonly Shape[] => {
    if (callee.kind === 'external') return [callee];
    if (callee.kind === 'signature') {
      const type = callee.parameters[index];
      return type ? shaper.ofType(type, callee.file) : [];
    }
    const taking = callee.kind === 'class' ? constructorOf(shaper, callee) : callee;
    const type = taking?.kind === 'function' ? taking.code.parameters[index]?.variable.type : null;
    return type && taking ? shaper.ofType(type, taking.file) : [];
  });
}

function constructorOf(
  shaper: Shaper,
  type: Shape & { kind: 'class' },
): (Shape & { kind: 'function' }) | null {
  for (const { code, file } of withBases(shaper, type))
    if (code?.construct) return { kind: 'function', code: code.construct, file };
  return null;
}

/** A parameter of a function of a known type; those of types of a package belong to the package. */
function parameterOf(shaper: Shaper, shape: Shape, index: number, file: string): readonly Shape[] {
  if (shape.kind === 'external') return [stepOf(shape, '(given)')];
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
