import { callsSpent } from './allowance.ts';
import type { Site } from './model.ts';
import type { Machine } from './machine.ts';
import { callGlobal } from './builtin-globals.ts';
import { callBuiltin } from './builtins.ts';
import { baseOf, madeBase } from './members.ts';
import { runSteps } from './steps.ts';
import { rewriteCase } from './text-case.ts';
import {
  type ClassValue,
  type ClosureValue,
  closuresAmong,
  externalAt,
  type ExternalValue,
  maxOptions,
  newFrame,
  type ObjectValue,
  optionsOf,
  severalOf,
  undefinedValue,
  unknown,
  type Value,
} from './value.ts';

/** Nested calls and module loads that are followed. */
export const maxDepth = 80;
const tooDeep = `calls are nested more than ${maxDepth} deep`;
const maxRecursion = 3;
const maxSeen = 8;
/** A function that is given nothing to register is run so often, for the texts that it may return. */
const maxDullRuns = 200;
/** And so often with functions but no router; wrappers of handlers are called once for each route. */
const maxRuns = 5_000;

/** Calls a value with what its arguments may be. */
export function callValue(machine: Machine, callee: Value, args: readonly Value[], site: Site): Value {
  switch (callee.kind) {
    case 'closure':
      return machine.invoke(callee, args);
    case 'class':
      return machine.construct(callee, args);
    case 'several':
      return severalOf(callee.options.map((each) => machine.call(each, args, site)));
    case 'external':
      return callExternal(machine, callee, args, site);
    case 'method':
      return callMethod(machine, callee.self, callee.name, args, site);
    case 'namespace':
      // A module that is imported late, by what looks it up in a table of modules.
      return callee;
    default:
      if (callee.kind === 'unknown' && callee.isLateModule) machine.lateCalls.push({ args, site });
      runCallbacks(machine, args);
      return unknown('', closuresAmong(args));
  }
}

/** Runs a function of the project; its result, wrapped functions noted, is all that it may return. */
export function invokeClosure(machine: Machine, closure: ClosureValue, args: readonly Value[]): Value {
  const { code } = closure;
  const running = machine.active.get(code) ?? 0;
  const module = machine.modules.get(closure.frame.file);
  if (!module || running >= maxRecursion) return unknown('');
  const isSpent = machine.allowance.calls <= 0;
  if (isSpent || machine.depth >= maxDepth) {
    const site = { file: closure.frame.file, line: code.line };
    if (isSpent) machine.allowance.note(callsSpent, site);
    else if (args.some(carriesWiring)) machine.allowance.note(tooDeep, site);
    return unknown('');
  }
  const times = machine.ran.get(code) ?? 0;
  if (times >= maxDullRuns && !isWiringSelf(closure.self) && !args.some(carriesWiring)) return unknown('');
  if (times >= maxRuns && ![closure.self, ...args].some((each) => each?.kind === 'made')) return unknown('');
  machine.ran.set(code, times + 1);
  machine.allowance.calls--;
  machine.depth++;
  machine.active.set(code, running + 1);
  const frame = newFrame(code, closure.frame.file, closure.frame, closure.self);
  for (const [index, { variable, isRest }] of code.parameters.entries()) {
    const value: Value = isRest
      ? { kind: 'array', items: args.slice(index) }
      : named(args[index] ?? undefinedValue, variable.name);
    frame.variables.set(variable, value);
    noteSeen(machine, variable, value);
  }
  runSteps(machine, frame, code.steps);
  machine.active.set(code, running);
  machine.depth--;
  return withWraps(severalOf(frame.returns), closuresAmong(args));
}

/** Something unknown without a source form is shown by the name that it is passed under. */
function named(value: Value, name: string): Value {
  return value.kind === 'unknown' && value.text === '' ? unknown(name, value.wraps) : value;
}

/** Whether running a function with this can register something: routers, functions, objects that hold one. */
function carriesWiring(value: Value | null): boolean {
  if (value === null) return false;
  if (value.kind === 'made' || value.kind === 'closure') return true;
  if (value.kind === 'several') return value.options.some(carriesWiring);
  if (value.kind !== 'object') return false;
  return [...value.properties.values()].some(({ kind }) => kind === 'made' || kind === 'closure');
}

/** Of the object on which a function happens to be called, its own functions say nothing. */
function isWiringSelf(self: Value | null): boolean {
  if (self?.kind !== 'object' || self.class !== null) return carriesWiring(self);
  return [...self.properties.values()].some(({ kind }) => kind === 'made');
}

function noteSeen(
  machine: Machine,
  variable: ClosureValue['code']['parameters'][number]['variable'],
  value: Value,
): void {
  if (value.kind !== 'several' && !hasShape(value)) return;
  for (const each of optionsOf(value)) {
    if (!hasShape(each)) continue;
    const known = machine.seen.get(variable) ?? new Set<Value>();
    machine.seen.set(variable, known);
    if (known.size < maxSeen) known.add(each);
  }
}

/** Whether a value says what a name is. */
function hasShape({ kind }: Value): boolean {
  return kind === 'closure' || kind === 'object' || kind === 'external' || kind === 'class';
}

function withWraps(value: Value, wraps: readonly ClosureValue[]): Value {
  if (wraps.length === 0) return value;
  if (value.kind === 'closure' && !wraps.includes(value)) return { ...value, wraps };
  return value.kind === 'unknown' ? unknown(value.text, wraps) : value;
}

/** Makes an instance: field initialisers and constructors, those of base classes first. */
export function constructInstance(machine: Machine, type: ClassValue, args: readonly Value[]): Value {
  const instance: ObjectValue = {
    kind: 'object',
    properties: new Map(),
    class: type,
    site: null,
    literal: null,
  };
  initialise(machine, instance, type, args);
  return instance;
}

function initialise(machine: Machine, instance: ObjectValue, type: ClassValue, args: readonly Value[]): void {
  const { construct, initialiser } = type.code;
  const base = baseOf(machine, type);
  if (!construct && base) initialise(machine, instance, base, args);
  if (!construct && !base) makeBase(machine, instance, type, args);
  const run = (code: ClosureValue['code'], given: readonly Value[]) =>
    machine.invoke(
      { kind: 'closure', code, frame: type.frame, self: instance, wraps: [], properties: new Map() },
      given,
    );
  run(initialiser, []);
  if (construct) run(construct, args);
}

/** `class Orders extends Router`: what the model of the package makes is kept with the instance. */
function makeBase(
  machine: Machine,
  instance: ObjectValue,
  { code, frame }: ClassValue,
  args: readonly Value[],
): void {
  if (!code.base) return;
  const site = { file: frame.file, line: code.line };
  for (const each of optionsOf(machine.evaluate(frame, code.base))) {
    if (each.kind !== 'external') continue;
    const made = machine.call(each, args, site);
    if (made.kind === 'made') instance.properties.set(madeBase, made);
  }
}

function callExternal(machine: Machine, callee: ExternalValue, args: readonly Value[], site: Site): Value {
  for (const model of machine.models) {
    if (!model.packages.includes(callee.package)) continue;
    noteCut(machine, args, site);
    const result = model.callExternal(callee, args, site, machine);
    if (result) return result;
  }
  const known = callGlobal(machine, callee, args, site);
  if (known) return known;
  const rewritten = rewriteCase(callee.package, callee.path, args[0]);
  if (rewritten) return rewritten;
  runCallbacks(machine, args);
  return externalAt(callee, '()', closuresAmong(args));
}

/** What a framework is given may be less than what the source says. */
function noteCut({ allowance }: Machine, args: readonly Value[], site: Site): void {
  if (args.some((arg) => arg.kind === 'several' && arg.isCut))
    allowance.note(`a value has more than ${maxOptions} alternatives`, site);
}

function callMethod(machine: Machine, self: Value, name: string, args: readonly Value[], site: Site): Value {
  if (self.kind === 'made') {
    const model = machine.models.find((each) => each.name === self.model);
    noteCut(machine, args, site);
    return model?.callMember?.(self, name, args, site, machine) ?? unknown('');
  }
  if (self.kind === 'object' && name === 'super') {
    callBase(machine, self, args);
    return undefinedValue;
  }
  if (name === 'then') return machine.call(args[0] ?? undefinedValue, [self], site);
  if (name === 'catch' || name === 'finally') return self;
  if ((self.kind === 'closure' || self.kind === 'method') && (name === 'call' || name === 'apply')) {
    const [to = undefinedValue, ...rest] = args;
    const given = name === 'apply' && rest[0]?.kind === 'array' ? rest[0].items : rest;
    if (self.kind === 'method') return machine.call(self, given, site);
    return machine.invoke({ ...self, self: self.code.isArrow ? self.self : to }, given);
  }
  if (self.kind === 'method' && name === 'bind') return self;
  return callBuiltin(machine, self, name, args, site);
}

/** `super(…)`: the class whose constructor runs is the innermost one that has not been started. */
function callBase(machine: Machine, self: ObjectValue, args: readonly Value[]): void {
  let type = self.class;
  while (type) {
    const base = baseOf(machine, type);
    const isRunning = type.code.construct !== null && (machine.active.get(type.code.construct) ?? 0) > 0;
    const isBaseRunning = base?.code.construct != null && (machine.active.get(base.code.construct) ?? 0) > 0;
    if (base && isRunning && !isBaseRunning) {
      initialise(machine, self, base, args);
      return;
    }
    if (!base && isRunning) makeBase(machine, self, type, args);
    type = base;
  }
}

/** A function given to something unknown may be called by it: it is run once, with nothing known. */
function runCallbacks(machine: Machine, args: readonly Value[]): void {
  for (const closure of closuresAmong(args)) {
    if (!machine.ran.has(closure.code))
      machine.invoke(
        closure,
        closure.code.parameters.map(({ variable }) => unknown(variable.name)),
      );
  }
}
