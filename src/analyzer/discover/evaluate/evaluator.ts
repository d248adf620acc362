import type { FileList, Resolution, Resolver } from '../../../project/index.ts';
import type { Linker } from '../link/linker.ts';
import type { Variable } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { createAllowance } from './allowance.ts';
import { externalConstant } from './builtin-globals.ts';
import { callValue, constructInstance, invokeClosure, maxDepth } from './calls.ts';
import { declaredAt } from './declared-at.ts';
import { fileContent } from './file-content.ts';
import { evaluateExpression } from './expression.ts';
import { readJson } from './json.ts';
import type { Machine } from './machine.ts';
import { assignProperty, propertyOf } from './members.ts';
import type { Model } from './model.ts';
import { runSteps } from './steps.ts';
import {
  type Frame,
  newFrame,
  noWraps,
  type ObjectValue,
  undefinedValue,
  unknown,
  type Value,
} from './value.ts';

export interface EvaluatorOptions {
  readonly modules: ReadonlyMap<string, SourceModule>;
  readonly linker: Linker;
  readonly resolver: Resolver;
  readonly models: readonly Model[];
  readonly files: FileList;
  readonly readText: (path: string) => string | null;
  /** Calls that are followed before evaluation gives up. */
  readonly maxCalls: number;
}

/**
 * An abstract interpreter of the reduced code: runs modules and functions with values that may be unknown, so that
 * what wiring code builds (routers, paths, objects with their fields) is known wherever the source says it.
 *
 * Nothing of the project is executed. Branches run both; loops run over what is known; recursion, depth, the number
 * of calls and what lists hold are bounded, and what is cut off is noted with its place.
 */
export function createEvaluator(options: EvaluatorOptions): Machine {
  const commonModules = new Map<string, ObjectValue>();
  const machine: Machine = {
    ...options,
    allowance: createAllowance(options.maxCalls),
    active: new Map(),
    depth: 0,
    stack: [],
    frames: new Map(),
    json: new Map(),
    ran: new Map(),
    lateCalls: [],
    seen: new Map(),
    evaluate: (frame, expression) => evaluateExpression(machine, frame, expression),
    call(callee, args, site) {
      machine.stack.push({ site, args });
      const result = callValue(machine, callee, args, site);
      machine.stack.pop();
      return result;
    },
    declaredAt: (site, path, handler) => declaredAt(machine, site, path, handler),
    property: (object, name) => propertyOf(machine, object, name),
    invoke: (closure, args) => invokeClosure(machine, closure, args),
    construct: (type, args) => constructInstance(machine, type, args),
    assign: assignProperty,
    lookUp: (frame, variable) => lookUp(machine, frame, variable),
    loadModule: (file) => loadModule(machine, file),
    exported: (file, name) => exported(machine, commonModules, file, name),
    imported: (file, specifier, name) => imported(machine, file, specifier, name),
  };
  return machine;
}

function loadModule(machine: Machine, file: string): Frame {
  const { frames } = machine;
  const known = frames.get(file);
  if (known) return known;
  const module = machine.modules.get(file);
  if (!module) throw new Error(`${file} is not a module`);
  const frame = newFrame(module.code, file, null, undefinedValue);
  // Too deep in a chain of modules: the names that are needed are found one by one, the rest runs later.
  if (machine.depth >= maxDepth) return frame;
  frames.set(file, frame);
  machine.depth++;
  runSteps(machine, frame, module.code.steps);
  machine.depth--;
  return frame;
}

/** A variable in its frame; one that has not been declared yet is given its first value early, as hoisting does. */
function lookUp(machine: Machine, frame: Frame, variable: Variable): Value {
  let place: Frame | null = frame;
  while (place && place.code !== variable.owner) place = place.parent;
  if (!place) return unknown(variable.name);
  const known = place.variables.get(variable);
  if (known) return known;
  if (variable.origin && variable.origin.isLate === null) {
    const value = imported(machine, place.file, variable.origin.specifier, variable.origin.imported);
    place.variables.set(variable, value);
    return value;
  }
  const [first] = variable.values;
  if (!first || machine.depth >= maxDepth) return unknown(variable.name);
  place.variables.set(variable, unknown(variable.name));
  machine.depth++;
  const value = machine.evaluate(place, first);
  machine.depth--;
  place.variables.set(variable, value);
  if (first.kind !== 'function' && first.kind !== 'class') (place.early ??= new Set()).add(variable);
  return value;
}

function imported(machine: Machine, file: string, specifier: string, name: string): Value {
  const resolution = machine.resolver.resolve(file, specifier);
  if (resolution.kind === 'module') return machine.exported(resolution.path, name);
  if (resolution.kind === 'file' && resolution.path.endsWith('.json')) {
    const value = readJson(machine, resolution.path);
    return name === '*' || name === '=' || name === 'default' ? value : machine.property(value, name);
  }
  for (const model of machine.models) {
    const value = model.imported?.(specifier, name);
    if (value) return value;
  }
  if (resolution.kind === 'file') return fileContent(resolution.path);
  return external(resolution, name);
}

function external(resolution: Resolution, name: string): Value {
  if (resolution.kind !== 'package' && resolution.kind !== 'builtin') return unknown(name);
  const isWhole = name === '*' || name === '=' || name === 'default';
  const path = isWhole ? [] : [name];
  return (
    externalConstant(resolution.name, path) ?? {
      kind: 'external',
      package: resolution.name,
      path,
      wraps: noWraps,
    }
  );
}

function exported(
  machine: Machine,
  commonModules: Map<string, ObjectValue>,
  file: string,
  name: string,
): Value {
  const module = machine.modules.get(file);
  if (!module) return unknown(name);
  if (name === 'module') return commonModule(commonModules, file);
  if (module.commonExports.size > 0) return commonExport(machine, commonModules, file, name);
  if (name === '*' || name === '=') return { kind: 'namespace', file };
  const definition = machine.linker.definitionOf(file, name);
  if (!definition) return unknown(name);
  if (definition.kind === 'external') {
    return external({ kind: 'package', name: definition.package }, definition.name);
  }
  if (definition.kind === 'namespace') return { kind: 'namespace', file: definition.file };
  const target = machine.modules.get(definition.file);
  if (target && target.commonExports.size > 0)
    return commonExport(machine, commonModules, definition.file, name);
  const variable = target?.variables.get(definition.name);
  return variable ? machine.lookUp(machine.loadModule(definition.file), variable) : unknown(name);
}

function commonModule(commonModules: Map<string, ObjectValue>, file: string): ObjectValue {
  const known = commonModules.get(file);
  if (known) return known;
  const exports: ObjectValue = {
    kind: 'object',
    properties: new Map(),
    class: null,
    site: null,
    literal: null,
  };
  const module: ObjectValue = {
    kind: 'object',
    properties: new Map([['exports', exports]]),
    class: null,
    site: null,
    literal: null,
  };
  commonModules.set(file, module);
  return module;
}

function commonExport(
  machine: Machine,
  commonModules: Map<string, ObjectValue>,
  file: string,
  name: string,
): Value {
  const module = commonModule(commonModules, file);
  machine.loadModule(file);
  const whole = module.properties.get('exports') ?? undefinedValue;
  if (name === '*' || name === '=') return whole;
  if (name === 'default' && !(whole.kind === 'object' && whole.properties.has('default'))) return whole;
  return machine.property(whole, name);
}
