import type { Machine } from '../evaluate/machine.ts';
import { type ClosureValue, unknown, type Value } from '../evaluate/value.ts';
import { externalOf } from '../link/external-type.ts';
import type { FunctionCode, Variable } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { entryPackagesOf } from './wiring-modules.ts';

/**
 * Runs what nobody was seen to call but what makes routers or takes one as a typed parameter: the call may come from a
 * container or a file that is not part of the project. Makers first, so that takers get what they pass on.
 */
export function runUncalled(machine: Machine, files: readonly string[]): void {
  const packages = entryPackagesOf(machine.models);
  const makes: Test = (module, code) => makesRouter(machine, packages, module, code);
  const takes: Test = (module, code) => takesRouter(machine, module, code);
  for (const isWanted of [makes, takes]) {
    for (const file of files) {
      const module = machine.modules.get(file);
      if (!module) continue;
      for (const code of module.functions) {
        if (!machine.ran.has(code) && code.parent === module.code && isWanted(module, code))
          run(machine, module, code);
      }
    }
  }
}

type Test = (module: SourceModule, code: FunctionCode) => boolean;

function makesRouter(
  machine: Machine,
  packages: ReadonlySet<string>,
  module: SourceModule,
  code: FunctionCode,
): boolean {
  return [code, ...code.nested].some(({ uses }) =>
    uses.some(({ name: { variable }, position }) => {
      if (position !== 'value' || !variable || variable.origin?.isType) return false;
      if (isMaker(machine, module, variable)) return true;
      if (!variable.origin) return false;
      const { specifier, imported } = variable.origin;
      const definition = machine.linker.imported(module.path, specifier, imported);
      return definition?.kind === 'external' && packages.has(definition.package);
    }),
  );
}

/** Whether a name of a module holds something that makes entry points, or a method of it: `t`, `router`. */
function isMaker(machine: Machine, { path }: SourceModule, variable: Variable): boolean {
  if (!variable.isTopLevel || !machine.models.some((model) => model.isMaker)) return false;
  const value = machine.lookUp(machine.loadModule(path), variable);
  const made = value.kind === 'method' ? value.self : value;
  return made.kind === 'made' && machine.models.some(({ name, isMaker }) => isMaker && name === made.model);
}

function takesRouter(machine: Machine, module: SourceModule, code: FunctionCode): boolean {
  if (typedArguments(machine, module, code)) return true;
  return code.parameters.some(({ variable }) => {
    const type = externalOf(machine.linker, module.path, variable.type);
    return type !== null && machine.models.some((model) => model.knowsType?.(type.package, type.name));
  });
}

/** The arguments of a function that is assigned to a name of a type such as `FastifyPluginAsync`; null for any other. */
function typedArguments(
  { linker, models }: Machine,
  { path: file, variables }: SourceModule,
  code: FunctionCode,
): readonly Value[] | null {
  for (const { type, values } of variables.values()) {
    if (!type || !values.some((value) => value.kind === 'function' && value.code === code)) continue;
    const external = externalOf(linker, file, type);
    for (const model of external ? models : []) {
      const args = model.typedFunction?.(external?.package ?? '', external?.name ?? '', {
        file,
        line: code.line,
      });
      if (args) return args;
    }
  }
  return null;
}

function run(machine: Machine, module: SourceModule, code: FunctionCode): void {
  const frame = machine.loadModule(module.path);
  const owner = code.self;
  if (owner === null || code.isStatic) {
    const closure: ClosureValue = {
      kind: 'closure',
      code,
      frame,
      self: null,
      wraps: [],
      properties: new Map(),
    };
    machine.invoke(
      closure,
      typedArguments(machine, module, code) ?? argumentsFor(machine, module.path, code),
    );
    return;
  }
  const type = owner.variable ? machine.lookUp(frame, owner.variable) : unknown('');
  if (type.kind !== 'class') return;
  const construct = owner.construct ?? owner.initialiser;
  const instance = machine.construct(type, argumentsFor(machine, module.path, construct));
  if (!machine.ran.has(code)) {
    const closure: ClosureValue = {
      kind: 'closure',
      code,
      frame,
      self: instance,
      wraps: [],
      properties: new Map(),
    };
    machine.invoke(closure, argumentsFor(machine, module.path, code));
  }
}

/** What the parameters of a function may hold by their types. */
function argumentsFor(machine: Machine, file: string, code: FunctionCode): Value[] {
  return code.parameters.map(({ variable }) => {
    const type = externalOf(machine.linker, file, variable.type);
    const site = { file, line: code.line };
    for (const model of machine.models) {
      const value = type && model.typed?.(type.package, type.name, site);
      if (value) return value;
    }
    return unknown(variable.name);
  });
}
