import type { Model, Runner, Site } from '../../evaluate/model.ts';
import { fileContent } from '../../evaluate/file-content.ts';
import { toText } from '../../evaluate/text.ts';
import {
  type ExternalValue,
  type MadeValue,
  optionsOf,
  text,
  unknown,
  type Value,
} from '../../evaluate/value.ts';
import { roleByName } from '../../role-by-name.ts';
import { given } from '../../routes/register.ts';
import { deepMerge, mergeInto } from './deep-merge.ts';
import { callServer, type HttpSide, isServerPackage, serverPackages, serveWith } from './graphql-servers.ts';
import {
  graphqlModelName,
  graphqlThing,
  madeGraphql,
  type ObjectTypeThing,
  type SchemaSource,
} from './schema-values.ts';

/** What an evaluation sees of GraphQL schemas. */
export interface GraphqlFound {
  readonly sources: SchemaSource[];
  readonly objectTypes: ObjectTypeThing[];
}

const schemaPackages = [
  '@apollo/federation',
  '@apollo/subgraph',
  '@graphql-tools/load',
  '@graphql-tools/load-files',
  '@graphql-tools/merge',
  '@graphql-tools/schema',
  'graphql',
  'graphql-import',
  'graphql-middleware',
  'graphql-modules',
  'graphql-relay',
  'graphql-tools',
  'merge-graphql-schemas',
];
const tagPackages = ['graphql-tag', '@apollo/client'];
const mergePackages = ['deepmerge', 'lodash', 'lodash-es', 'lodash.merge', 'ramda', 'ts-deepmerge'];

/** How libraries that make schemas of type definitions, resolver maps and object types behave. */
export function graphqlModel(found: GraphqlFound, http: HttpSide): Model {
  return {
    name: graphqlModelName,
    packages: [...schemaPackages, ...serverPackages, ...tagPackages, ...mergePackages],
    entryPackages: [...schemaPackages, ...serverPackages],
    callExternal(callee, args, site, runner) {
      const name = callee.path.at(-1) ?? '';
      if (mergePackages.includes(callee.package)) {
        if (!isMerge(callee)) return null;
        return callee.package.startsWith('lodash') ? mergeInto(args) : deepMerge(args);
      }
      if (name === 'gql' || callee.package === 'graphql-tag') return taggedSdl(args, site);
      if (callee.path.length > 1) return null;
      const known = callSchemaFunction(found, name, args, site, runner);
      if (known) return known;
      if (!isServerPackage(callee.package)) return null;
      noteSource(
        found,
        args.find((each) => each.kind === 'object'),
        site,
        runner,
      );
      return serveWith(callee, args, site, runner, http);
    },
    property(self, name) {
      const thing = graphqlThing(self);
      return thing?.kind === 'server' && (name === 'graphqlEndpoint' || name === 'graphqlPath')
        ? (thing.path ?? text('/graphql'))
        : null;
    },
    callMember: (self, name, args, site, runner) => callServer(self, name, args, site, runner, http),
  };
}

function isMerge({ package: from, path }: ExternalValue): boolean {
  const name = path.at(-1) ?? '';
  return path.length === 0
    ? from.includes('merge')
    : /^(?:merge|defaultsDeep|mergeDeepRight|all)$/.test(name);
}

function taggedSdl([first, ...includes]: readonly Value[], site: Site): MadeValue | null {
  return first?.kind === 'text' ? madeGraphql({ kind: 'sdl', text: first.value, site, includes }) : null;
}

function callSchemaFunction(
  found: GraphqlFound,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value | null {
  const [first, second] = args;
  switch (name) {
    case 'GraphQLObjectType':
    case 'GraphQLInterfaceType': {
      const thing: ObjectTypeThing = { kind: 'object-type', config: first ?? unknown('config'), site };
      if (name === 'GraphQLObjectType') found.objectTypes.push(thing);
      return madeGraphql(thing);
    }
    case 'makeExecutableSchema':
    case 'buildSubgraphSchema':
    case 'buildFederatedSchema':
    case 'createModule':
    case 'createSchema':
    case 'addResolversToSchema':
      for (const each of itemsOf(first)) noteSource(found, each, site, runner);
      return madeGraphql({ kind: 'schema' });
    case 'buildSchema':
    case 'parse':
      return first?.kind === 'text' ? taggedSdl([first], site) : (first ?? null);
    case 'applyMiddleware':
      return first ?? null;
    case 'GraphQLSchema':
    case 'mergeSchemas':
    case 'createApplication':
      return madeGraphql({ kind: 'schema' });
    case 'mergeResolvers':
      return deepMerge(args);
    case 'mergeTypeDefs':
    case 'mergeTypes':
      return first ?? null;
    case 'loadFiles':
    case 'loadFilesSync':
    case 'fileLoader':
    case 'loadSchemaSync':
    case 'loadSchema':
    case 'loadTypedefs':
    case 'loadTypedefsSync':
    case 'importSchema':
      return first ? loadFiles(first, runner) : null;
    case 'mutationWithClientMutationId':
      return first ? mutationField(first, runner) : null;
    case 'fieldConfigEstimator':
    case 'combineResolvers':
      return second ?? null;
    default:
      return null;
  }
}

/** The function under `mutateAndGetPayload` answers the field. */
function mutationField(config: Value, runner: Runner): Value {
  const resolve = given(runner, config, 'mutateAndGetPayload') ?? unknown('resolve');
  const properties = new Map([['resolve', resolve]]);
  return { kind: 'object', properties, class: null, site: null, literal: null };
}

/** Options with `typeDefs`, `resolvers`, a `rootValue`, or `modules` of these; a schema that is given has been noted. */
function noteSource(found: GraphqlFound, options: Value | undefined, site: Site, runner: Runner): void {
  for (const each of itemsOf(options)) {
    const typeDefs = given(runner, each, 'typeDefs') ?? given(runner, each, 'schema');
    const resolvers = given(runner, each, 'resolvers');
    const rootValue = given(runner, each, 'rootValue');
    for (const part of itemsOf(given(runner, each, 'modules'))) noteSource(found, part, site, runner);
    if (typeDefs || resolvers || rootValue) found.sources.push({ site, typeDefs, resolvers, rootValue });
  }
}

function itemsOf(value: Value | undefined): readonly Value[] {
  return (value ? optionsOf(value) : []).flatMap((each) =>
    each.kind === 'array' ? each.items.flatMap((item) => itemsOf(item)) : [each],
  );
}

const code = /(?<!\.d)\.[cm]?[jt]sx?$/;

/** Schemas as what their files hold, modules as their default export or all that they export. */
function loadFiles(pattern: Value, runner: Runner): Value {
  const patterns = itemsOf(pattern)
    .map(toText)
    .filter(({ isExact }) => isExact);
  const items = patterns.flatMap(({ value }) => {
    const glob = value.replace(/^\.?\/+/, '');
    const isFolder = !/[*{?]/.test(glob) && !runner.files.has(glob);
    const whole = isFolder ? `${glob.replace(/\/$/, '')}/**/*` : glob;
    return runner.files.fitting(whole).flatMap((file) => loaded(file, runner));
  });
  return { kind: 'array', items };
}

function loaded(file: string, runner: Runner): Value[] {
  if (/\.(?:graphqls?|gql)$/.test(file)) return [fileContent(file)];
  if (!code.test(file) || roleByName(file) === 'test') return [];
  const main = runner.exported(file, 'default');
  return [main.kind === 'unknown' ? runner.exported(file, '*') : main];
}
