import { survives } from '../../evaluate/survives.ts';
import { type ClassValue, type ObjectValue, optionsOf, unknown, type Value } from '../../evaluate/value.ts';
import { classValue, decorationsOfClass } from '../../routes/decorations.ts';
import type { ClassCode } from '../../source/code.ts';
import type { Injection, Provision, Search, Token } from '../container.ts';
import { tokensOfValue } from '../token.ts';
import { factoryInjections, providersOf } from '../providers.ts';

/** A module with all that dynamic modules of its class add to it. */
export interface NestModule {
  readonly type: ClassValue;
  /** Tokens by what gives them, in order. */
  readonly provisions: Provision[];
  /** What the parameters of its factories ask for. */
  readonly factories: Injection[];
  /** The providers and controllers that are classes. */
  readonly members: Set<ClassCode>;
  readonly imports: Set<ClassCode>;
  readonly exports: Set<Token>;
  isGlobal: boolean;
}

export type NestModules = ReadonlyMap<ClassCode, NestModule>;

/**
 * Every module of the application, whether something imports it or not.
 *
 * Static methods of module classes that nothing has called, as those of a library, are run with nothing known.
 */
export function nestModules({ program, machine }: Search): NestModules {
  const modules = new Map<ClassCode, NestModule>();
  for (const { path: file, classes } of program.application) {
    for (const code of classes) {
      if (code.decorators.length === 0) continue;
      survives(machine, () => {
        const type = classValue(machine, file, code);
        if (type) addModule(modules, type, decorationsOfClass(machine, type));
      });
    }
  }
  for (const { type } of modules.values()) {
    for (const { code } of type.code.statics.values()) {
      if (!code || machine.ran.has(code)) continue;
      const method = {
        kind: 'closure',
        code,
        frame: type.frame,
        self: type,
        wraps: [],
        properties: new Map(),
      } as const;
      const given = code.parameters.map(({ variable }) => unknown(variable.name));
      survives(machine, () => addDynamic(modules, machine.invoke(method, given)));
    }
  }
  return modules;
}

function addModule(
  modules: Map<ClassCode, NestModule>,
  type: ClassValue,
  decorations: ReturnType<typeof decorationsOfClass>,
): void {
  const options = decorations.flatMap(({ name, args: [first] }) =>
    name === 'Module' && first?.kind === 'object' ? [first] : [],
  );
  if (options.length === 0) return;
  const module = moduleOf(modules, type);
  if (decorations.some(({ name }) => name === 'Global')) module.isGlobal = true;
  for (const each of options) addOptions(modules, module, each);
}

function moduleOf(modules: Map<ClassCode, NestModule>, type: ClassValue): NestModule {
  const known = modules.get(type.code);
  if (known) return known;
  const module: NestModule = {
    type,
    provisions: [],
    factories: [],
    members: new Set(),
    imports: new Set(),
    exports: new Set(),
    isGlobal: false,
  };
  modules.set(type.code, module);
  return module;
}

/** What `forRoot()` and its like return: a module with more of everything. */
function addDynamic(modules: Map<ClassCode, NestModule>, value: Value): ClassCode | null {
  for (const each of optionsOf(value)) {
    const type = each.kind === 'object' ? each.properties.get('module') : null;
    if (each.kind !== 'object' || type?.kind !== 'class') continue;
    const module = moduleOf(modules, type);
    const isGlobal = each.properties.get('global');
    if (isGlobal?.kind === 'scalar' && isGlobal.value === true) module.isGlobal = true;
    addOptions(modules, module, each);
    return type.code;
  }
  return null;
}

function addOptions(modules: Map<ClassCode, NestModule>, module: NestModule, options: ObjectValue): void {
  const { properties } = options;
  const scope = module.type.code;
  const providers = itemsOf(properties.get('providers'));
  for (const each of [...providers, ...itemsOf(properties.get('controllers'))]) {
    if (each.kind === 'class') module.members.add(each.code);
  }
  const place = { file: options.site?.file ?? module.type.frame.file, line: options.site?.line ?? 1 };
  module.provisions.push(...providers.flatMap((each) => providersOf(each, scope, place)));
  module.factories.push(...providers.flatMap((each) => factoryInjections(each, scope)));
  for (const each of itemsOf(properties.get('imports'))) {
    const imported = each.kind === 'class' ? each.code : addDynamic(modules, each);
    if (imported) module.imports.add(imported);
  }
  for (const each of itemsOf(properties.get('exports'))) {
    const named =
      each.kind === 'object' ? (each.properties.get('module') ?? each.properties.get('provide')) : each;
    for (const token of named ? tokensOfValue(named) : []) module.exports.add(token);
  }
}

/** Items of a list that may be nested or one of several. */
function itemsOf(value: Value | undefined): Value[] {
  if (!value) return [];
  return optionsOf(value).flatMap((each) => (each.kind === 'array' ? each.items.flatMap(itemsOf) : [each]));
}

/**
 * Of the provisions of a token, those that a module sees: its own, else those that the modules that it imports export,
 * else those of global modules.
 */
export function visibleIn(
  modules: NestModules,
  provisions: readonly Provision[],
  scope: object,
): readonly Provision[] {
  const module = modules.get(scope as ClassCode);
  if (!module) return provisions;
  const own = provisions.filter((each) => each.scope === scope).slice(-1);
  if (own.length > 0) return own;
  const exported = provisions.filter((each) => {
    const from = each.scope as ClassCode;
    return [...module.imports].some((imported) => passesOn(modules, imported, from, each.token, new Set()));
  });
  if (exported.length > 0) return exported;
  const global = provisions.filter((each) => modules.get(each.scope as ClassCode)?.isGlobal);
  return global.length > 0 ? global : provisions;
}

/** Whether a module exports a token of another, or of itself; also by exporting the other module. */
function passesOn(
  modules: NestModules,
  module: ClassCode,
  from: ClassCode,
  token: Token,
  seen: Set<ClassCode>,
): boolean {
  const known = modules.get(module);
  if (!known || seen.has(module)) return false;
  seen.add(module);
  if (module === from) return known.exports.has(token);
  return [...known.imports].some(
    (inner) =>
      (known.exports.has(inner) || known.exports.has(token)) && passesOn(modules, inner, from, token, seen),
  );
}
