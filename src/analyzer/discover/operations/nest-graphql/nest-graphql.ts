import type { Machine } from '../../evaluate/machine.ts';
import type { Model } from '../../evaluate/model.ts';
import { type MadeValue, unknown } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import { decoration } from '../../routes/decorations.ts';
import type { FoundRoute, RouteDiscoverer, SearchResult } from '../../routes/discoverer.ts';
import { joinPath } from '../../routes/router.ts';
import { sortedUnique } from '../../../../lib/ordered.ts';
import { declaredFields, type SdlPlace, unansweredFields } from '../graphql/declared-fields.ts';
import type { ClassCode } from '../../source/code.ts';
import { type GraphqlApi, type GraphqlModule, providersOf, readApi } from './graphql-modules.ts';
import { resolversOf, toOperation } from '../resolver-classes/resolvers.ts';

const packageName = '@nestjs/graphql';
const framework = 'nest-graphql';
/** A resolver that no module was seen to provide: its names do not depend on one, but it may not be served. */
const unprovidedConfidence = 0.8;
const guessedPathConfidence = 0.7;

/** Nest GraphQL: the fields that resolver classes answer, and where each API is mounted. */
export const nestGraphql: RouteDiscoverer = {
  name: framework,
  applies: (packages) => packages.has(packageName),
  start() {
    const modules: GraphqlModule[] = [];
    return {
      model: nestGraphqlModel(modules),
      finish: (program, machine) => finish(program, machine, modules),
    };
  },
};

function nestGraphqlModel(modules: GraphqlModule[]): Model {
  return {
    name: framework,
    packages: [packageName],
    entryPackages: [],
    callExternal({ path }, args, site) {
      const [name = '', method] = path;
      if (name === 'GraphQLModule' && (method === 'forRoot' || method === 'forRootAsync')) {
        const isAsync = method === 'forRootAsync';
        const thing: GraphqlModule = { kind: 'graphql-module', site, isAsync, options: args[0] };
        modules.push(thing);
        return { kind: 'made', model: framework, thing } satisfies MadeValue;
      }
      return path.length === 1 && /^[A-Z]/.test(name) ? decoration(framework, packageName, name, args) : null;
    },
    callMember: (_self, name) => unknown(name),
  };
}

function finish(program: Program, machine: Machine, modules: readonly GraphqlModule[]): SearchResult {
  const modulesOf = providersOf(program, machine);
  const resolvers = resolversOf(program, machine, packageName).filter(
    ({ type, isExtended }) => !isExtended || modulesOf.has(type.code),
  );
  const apis = apisOf(machine, modules);
  const operations = resolvers.flatMap(({ type, fields }) => {
    const providing = modulesOf.get(type.code);
    const names = providing && apis.length > 1 ? apisWith(apis, providing) : [];
    const confidence = providing ? 1 : unprovidedConfidence;
    return fields.map((field) => toOperation(type, field, { framework, apis: names, confidence }));
  });
  const declared = declaredFields(schemaFiles(machine, apis));
  return {
    routes: apis.map(toRoute),
    operations: [...operations, ...unansweredFields(declared, operations, framework)],
    wiringFiles: new Set(),
    diagnostics: [],
  };
}

/** The files of schemas that APIs name, in order of path. */
function schemaFiles({ files, readText }: Machine, apis: readonly GraphqlApi[]): SdlPlace[] {
  const patterns = apis.flatMap(({ typePaths }) => typePaths.map((each) => each.replace(/^\.?\/+/, '')));
  return sortedUnique(patterns.flatMap((pattern) => files.fitting(pattern))).map((file) => ({
    text: readText(file) ?? '',
    file,
    line: 1,
  }));
}

/** A module that was evaluated several times is one API. */
function apisOf(machine: Machine, modules: readonly GraphqlModule[]): GraphqlApi[] {
  const apis = new Map<string, GraphqlApi>();
  for (const module of modules) {
    const api = readApi(machine, module);
    apis.set(`${api.site.file}:${api.site.line} ${api.path}`, api);
  }
  return [...apis.values()];
}

function apisWith(apis: readonly GraphqlApi[], providing: ReadonlySet<ClassCode>): string[] {
  const offering = apis.filter(
    ({ modules }) => modules === null || [...providing].some((module) => modules.has(module)),
  );
  return sortedUnique(offering.map(({ path }) => path));
}

function toRoute({ site, path, isExact }: GraphqlApi): FoundRoute {
  return {
    method: 'POST',
    path: joinPath('', path),
    file: site.file,
    line: site.line,
    handler: { name: 'graphql', functions: [] },
    framework,
    confidence: isExact ? 1 : guessedPathConfidence,
  };
}
