import type { Machine } from '../../evaluate/machine.ts';
import type { Site } from '../../evaluate/model.ts';
import { type ClassValue, type ObjectValue, optionsOf, unknown, type Value } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import { classValue, decorationsOfClass } from '../../routes/decorations.ts';
import { toPaths } from '../../routes/route-path.ts';
import { joinPath } from '../../routes/router.ts';
import type { ClassCode } from '../../source/code.ts';

/** `GraphQLModule.forRoot(options)` or `forRootAsync`. */
export interface GraphqlModule {
  readonly kind: 'graphql-module';
  readonly site: Site;
  readonly isAsync: boolean;
  readonly options: Value | undefined;
}

/** One GraphQL API of an application. */
export interface GraphqlApi {
  readonly site: Site;
  /** Where it is mounted; the global prefix, where it is used, is a placeholder. */
  readonly path: string;
  readonly isExact: boolean;
  /** Files of its schema, as patterns. */
  readonly typePaths: readonly string[];
  /** The modules whose resolvers it offers; null for those of all. */
  readonly modules: ReadonlySet<ClassCode> | null;
}

const defaultPath = '/graphql';

/** The API that a module configures; asynchronous options are those that its factory gives. */
export function readApi(machine: Machine, { site, options, isAsync }: GraphqlModule): GraphqlApi {
  const given = isAsync ? optionsOfFactory(machine, options, site) : options;
  const known = optionsOf(given ?? { kind: 'scalar', value: undefined }).find(isObject);
  const path = known?.properties.get('path');
  const [first] = path ? toPaths(path) : [{ path: defaultPath, confidence: 1 }];
  const flag = known?.properties.get('useGlobalPrefix');
  const hasPrefix = flag?.kind === 'scalar' && flag.value === true;
  const include = known?.properties.get('include');
  return {
    site,
    path: joinPath(hasPrefix ? '{globalPrefix}' : '', first?.path ?? defaultPath),
    isExact: known !== undefined && !hasPrefix && (first?.confidence ?? 0) === 1,
    typePaths: textsIn(known?.properties.get('typePaths')),
    modules: include ? new Set(classesIn(include).map(({ code }) => code)) : null,
  };
}

function textsIn(value: Value | undefined): string[] {
  if (value?.kind !== 'array') return [];
  return value.items.flatMap((each) => (each.kind === 'text' && each.isExact ? [each.value] : []));
}

function optionsOfFactory(machine: Machine, options: Value | undefined, site: Site): Value | undefined {
  if (options?.kind !== 'object') return undefined;
  const factory = options.properties.get('useFactory');
  if (factory?.kind === 'closure') return machine.call(factory, injected(machine, options), site);
  const type = options.properties.get('useClass') ?? options.properties.get('useExisting');
  if (type?.kind !== 'class') return undefined;
  return machine.call(machine.property(machine.construct(type, []), 'createGqlOptions'), [], site);
}

/** Instances of the classes that a factory is given. */
function injected(machine: Machine, { properties }: ObjectValue): Value[] {
  const tokens = properties.get('inject');
  if (tokens?.kind !== 'array') return [];
  return tokens.items.map((token) =>
    token.kind === 'class' ? machine.construct(token, []) : unknown('injected'),
  );
}

function isObject(value: Value): value is ObjectValue {
  return value.kind === 'object';
}

/** Which modules provide a class, over every module of the program. */
export function providersOf(program: Program, machine: Machine): Map<ClassCode, Set<ClassCode>> {
  const modulesOf = new Map<ClassCode, Set<ClassCode>>();
  const note = (module: ClassCode, providers: Value | undefined): void => {
    for (const { code } of classesIn(providers))
      modulesOf.set(code, (modulesOf.get(code) ?? new Set()).add(module));
  };
  for (const { path, classes } of program.application) {
    for (const code of classes) {
      const type = code.decorators.length > 0 ? classValue(machine, path, code) : null;
      for (const { name, args } of type ? decorationsOfClass(machine, type) : []) {
        const [options] = args;
        if (name === 'Module' && options?.kind === 'object') note(code, options.properties.get('providers'));
      }
    }
  }
  return modulesOf;
}

/** Classes in a list, also as `useClass` of a provider and as `module` of a dynamic module. */
function classesIn(value: Value | undefined): ClassValue[] {
  if (!value) return [];
  return optionsOf(value).flatMap((each): ClassValue[] => {
    if (each.kind === 'class') return [each];
    if (each.kind === 'array') return each.items.flatMap(classesIn);
    if (each.kind !== 'object') return [];
    return [...classesIn(each.properties.get('useClass')), ...classesIn(each.properties.get('module'))];
  });
}
