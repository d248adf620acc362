import type { CallExpression, ClassCode, Expression, FunctionCode } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { exact, exactMap } from '../source/settle.ts';
import { withBases } from '../shapes/member-shapes.ts';
import type { ExternalShape } from '../shapes/external-shape.ts';
import type { Shape } from '../shapes/shape.ts';
import type { Place, Shaper } from '../shapes/shaper.ts';
import { isHarmlessMethod } from './harmless-methods.ts';

/** What one call may reach. */
interface CallTargets {
  readonly call: CallExpression;
  /** Functions of the project, also those given to the call as callbacks. */
  readonly functions: readonly FunctionCode[];
  /** Those of them that are called, and not handed over. */
  readonly called: readonly FunctionCode[];
  readonly externals: readonly ExternalShape[];
  /** False when nothing is known about what is called. */
  readonly isResolved: boolean;
}

/** Which functions call which, for the whole project; worked out function by function when asked for. */
export interface CallGraph {
  fileOf(code: FunctionCode): string;
  targetsOf(code: FunctionCode): readonly CallTargets[];
  /** The functions that a function may run itself: those written in it, then those of its calls; each once. */
  nextOf(code: FunctionCode): readonly FunctionCode[];
  /** Every function that running some functions may run, themselves included; in order of discovery. */
  reachableFrom(start: Iterable<FunctionCode>): ReadonlySet<FunctionCode>;
}

export function createCallGraph(modules: ReadonlyMap<string, SourceModule>, shaper: Shaper): CallGraph {
  const files = new Map<FunctionCode, string>();
  for (const [file, { code }] of modules) files.set(code, file);
  const fileOf = (code: FunctionCode): string => {
    let outermost = code;
    while (outermost.parent) outermost = outermost.parent;
    return files.get(outermost) ?? '';
  };
  const known = new Map<FunctionCode, readonly CallTargets[]>();

  const targetsOf = (code: FunctionCode): readonly CallTargets[] => {
    const found = known.get(code);
    if (found) return found;
    const place = { file: fileOf(code), code };
    const targets = exactMap(code.calls, (call) => resolveCall(shaper, call, place));
    known.set(code, targets);
    return targets;
  };

  const next = new Map<FunctionCode, readonly FunctionCode[]>();
  const nextOf = (code: FunctionCode): readonly FunctionCode[] => {
    const found = next.get(code);
    if (found) return found;
    const run = new Set(code.nested);
    for (const { functions } of targetsOf(code)) for (const target of functions) run.add(target);
    const list = run.size === code.nested.length ? code.nested : [...run];
    next.set(code, list);
    return list;
  };

  return {
    fileOf,
    targetsOf,
    nextOf,
    reachableFrom(start) {
      const reached = new Set(start);
      // The set grows while it is visited.
      for (const code of reached) for (const each of nextOf(code)) reached.add(each);
      return reached;
    },
  };
}

function resolveCall(shaper: Shaper, call: CallExpression, place: Place): CallTargets {
  const callees =
    call.callee.kind === 'super' ? baseClasses(shaper, place) : shaper.ofExpression(call.callee, place);
  // What a function is given to call counts where it is given: others give it other functions.
  const called = isOwnParameter(call.callee, place)
    ? []
    : exact(callees.flatMap((shape) => runBy(shaper, shape)));
  const callbacks = call.arguments.flatMap((argument) => functionsIn(shaper, argument, place));
  const functions = callbacks.length > 0 ? [...called, ...callbacks] : called;
  const externals = externalsOf(callees);
  // A function of a known type that is given functions runs them: `inTransaction(run)`.
  const isWrapper = callbacks.length > 0 && callees.some(({ kind }) => kind === 'signature');
  const isOfList = callees.some(({ kind }) => kind === 'list-method');
  const isResolved =
    called.length > 0 || externals.length > 0 || isOfList || isWrapper || isSettled(call.callee, place);
  return { call, functions, called, externals, isResolved };
}

function externalsOf(callees: readonly Shape[]): readonly ExternalShape[] {
  const externals = exact(callees.filter((shape) => shape.kind === 'external').filter(isKnownExternal));
  return externals.length === callees.length ? (callees as readonly ExternalShape[]) : externals;
}

/** What a global collection gives back is of the project again, and not known here. */
function isKnownExternal(shape: ExternalShape): boolean {
  return shape.package !== 'global' || shape.path.filter((each) => each === '()').length < 2;
}

function baseClasses(shaper: Shaper, { file, code }: Place): readonly Shape[] {
  return code.self?.base ? shaper.ofExpression(code.self.base, { file, code }) : [];
}

/** The functions that calling something runs; a class runs its constructor and field initialisers. */
function runBy(shaper: Shaper, shape: Shape): readonly FunctionCode[] {
  if (shape.kind === 'function') return [shape.code];
  if (shape.kind !== 'class') return [];
  const run: FunctionCode[] = [];
  for (const { code } of withBases(shaper, shape)) {
    if (code === null) break;
    run.push(code.initialiser);
    if (code.construct) {
      run.push(code.construct);
      break;
    }
  }
  return run;
}

function functionsIn(shaper: Shaper, argument: Expression, place: Place): readonly FunctionCode[] {
  switch (argument.kind) {
    case 'name':
      // What a function was given and hands on counts where it was given.
      return argument.variable !== null && isParameter(argument.variable, place.code)
        ? []
        : functionsOf(shaper, argument, place);
    case 'member':
    case 'function':
      return functionsOf(shaper, argument, place);
    case 'array':
      return argument.items.flatMap((item) => functionsIn(shaper, item, place));
    case 'either':
      return argument.options.flatMap((option) => functionsIn(shaper, option, place));
    case 'object':
      return argument.entries.flatMap(({ value }) => functionsIn(shaper, value, place));
    case 'call': {
      const bound = argument.callee;
      return bound.kind === 'member' && bound.property === 'bind'
        ? functionsIn(shaper, bound.object, place)
        : [];
    }
    default:
      return [];
  }
}

function functionsOf(shaper: Shaper, expression: Expression, place: Place): readonly FunctionCode[] {
  return shaper
    .ofExpression(expression, place)
    .flatMap((shape) => (shape.kind === 'function' ? [shape.code] : []));
}

/**
 * Calls that need no target: a parameter is called back into the caller, whose callbacks count there; methods of
 * strings, lists and the like do nothing outside.
 */
function isSettled(callee: Expression, { code }: Place): boolean {
  if (callee.kind === 'name') return callee.variable !== null && isParameter(callee.variable, code);
  return callee.kind === 'member' && typeof callee.property === 'string' && isHarmlessMethod(callee.property);
}

function isOwnParameter(callee: Expression, { code }: Place): boolean {
  return callee.kind === 'name' && code.parameters.some(({ variable }) => variable === callee.variable);
}

function isParameter(
  variable: NonNullable<(Expression & { kind: 'name' })['variable']>,
  code: FunctionCode,
): boolean {
  for (let place: FunctionCode | null = code; place; place = place.parent) {
    if (place.parameters.some((each) => each.variable === variable)) return true;
  }
  return false;
}

/** Classes and interfaces of other files whose methods a function calls. */
export function receiversOf(
  shaper: Shaper,
  call: CallExpression,
  place: Place,
): readonly { file: string; name: string }[] {
  const { callee } = call;
  if (callee.kind !== 'member' || callee.object.kind === 'this' || callee.object.kind === 'super') return [];
  return shaper.ofExpression(callee.object, place).flatMap((shape) => {
    const name = nameOfReceiver(shape);
    return name === null || shape.file === place.file ? [] : [{ file: shape.file, name }];
  });
}

function nameOfReceiver(shape: Shape): string | null {
  if (shape.kind === 'instance') return nameOfClass(shape.code);
  return shape.kind === 'typed' ? (shape.variable?.name ?? null) : null;
}

function nameOfClass({ name }: ClassCode): string | null {
  return name === '' ? null : name;
}
