import type { Runner, Site } from '../../evaluate/model.ts';
import { type ExternalValue, type MadeValue, text, unknown, type Value } from '../../evaluate/value.ts';
import { given } from '../../routes/register.ts';
import { toPaths } from '../../routes/route-path.ts';
import { newRouter, type Router, routerBehind } from '../../routes/router.ts';
import { graphqlModelName, graphqlThing, madeGraphql } from './schema-values.ts';

export const serverPackages: readonly string[] = [
  '@apollo/server',
  '@as-integrations/express4',
  '@as-integrations/express5',
  '@as-integrations/fastify',
  '@as-integrations/koa',
  '@graphql-yoga/node',
  'apollo-server',
  'apollo-server-express',
  'apollo-server-fastify',
  'apollo-server-hapi',
  'apollo-server-koa',
  'apollo-server-lambda',
  'apollo-server-micro',
  'express-graphql',
  'graphql-http',
  'graphql-yoga',
  'koa-graphql',
  'mercurius',
];

export function isServerPackage(name: string): boolean {
  return serverPackages.includes(name);
}

/** Makes a server that something mounts later, or that listens when it is told to. */
const makers = new Set(['ApolloServer', 'GraphQLServer']);
/** Answers at its own endpoint when nobody mounts it elsewhere. */
const standing = new Set(['createYoga', 'createServer']);
/** Gives middleware or a handler over a server or a schema. */
const middleware = new Set([
  'createHandler',
  'expressMiddleware',
  'fastifyApolloHandler',
  'graphqlHTTP',
  'koaMiddleware',
]);
/** Packages whose default export is one. */
const handlerPackages = new Set(['express-graphql', 'koa-graphql']);

/** The HTTP side of an evaluation: the routers of all frameworks, and those that answer at an endpoint of their own. */
export interface HttpSide {
  readonly routers: Router[];
  readonly standing: { readonly router: Router; readonly endpoint: Value }[];
}

/**
 * A call of a server package: a server, middleware over one, or a plugin that is given the instance it registers on; null
 * for what is none of these.
 */
export function serveWith(
  { package: from, path }: ExternalValue,
  args: readonly Value[],
  site: Site,
  runner: Runner,
  http: HttpSide,
): Value | null {
  const name = path.at(-1) ?? '';
  const options = args.find((each) => each.kind === 'object');
  const [instance] = args.flatMap((each) =>
    each.kind === 'made' && graphqlThing(each) === null ? (routerBehind(each) ?? []) : [],
  );
  if (instance) {
    if (from === 'mercurius') register(instance, given(runner, options, 'path') ?? text('/graphql'), site);
    return unknown(name);
  }
  const endpoint = given(runner, options, 'graphqlEndpoint') ?? given(runner, options, 'endpoint');
  const isStandalone = name === 'startStandaloneServer';
  const isStanding = standing.has(name);
  const view = newRouter(graphqlModelName, site, isStandalone || isStanding);
  if (
    isStandalone ||
    isStanding ||
    middleware.has(name) ||
    (path.length === 0 && handlerPackages.has(from))
  ) {
    http.routers.push(view);
    register(view, text(''), site);
    if (isStanding) http.standing.push({ router: view, endpoint: endpoint ?? text('/graphql') });
  } else if (!makers.has(name)) return null;
  return madeGraphql({ kind: 'server', path: endpoint, view });
}

/** Servers that nobody mounted answer at their own endpoint. */
export function settleStanding({ routers, standing: servers }: HttpSide): void {
  const mounted = new Set(routers.flatMap(({ mounts }) => mounts.map(({ router }) => router)));
  for (const { router, endpoint } of servers) if (!mounted.has(router)) router.prefixes = toPaths(endpoint);
}

/** `server.applyMiddleware({ app, path })` mounts, `getMiddleware` and its like give something to mount. */
export function callServer(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
  http: HttpSide,
): Value {
  const thing = graphqlThing(self);
  if (thing?.kind !== 'server') return unknown(name);
  const [options] = args;
  const path = given(runner, options, 'path') ?? text('/graphql');
  switch (name) {
    case 'applyMiddleware': {
      const app = given(runner, options, 'app');
      const router = app?.kind === 'made' ? routerBehind(app) : null;
      if (router) register(router, path, site);
      return unknown(name);
    }
    case 'listen':
    case 'start': {
      const router = newRouter(graphqlModelName, site, true);
      if (name === 'listen' || thing.path) {
        http.routers.push(router);
        register(router, thing.path ?? text('/'), site);
      }
      return unknown(name);
    }
    case 'getMiddleware':
    case 'createHandler': {
      const view = newRouter(graphqlModelName, site, false);
      http.routers.push(view);
      register(view, path, site);
      return madeGraphql({ ...thing, view });
    }
    default:
      return unknown(name);
  }
}

/** Every server answers POST; GET for queries is optional. */
function register(router: Router, path: Value, site: Site): void {
  router.routes.push({ methods: ['POST'], paths: toPaths(path), handlers: [unknown('graphql')], site });
}
