import type { Runner, Site } from '../../evaluate/model.ts';
import { type ExternalValue, type MadeValue, text, unknown, type Value } from '../../evaluate/value.ts';
import { given } from '../../routes/register.ts';
import { toPaths } from '../../routes/route-path.ts';
import { newRouter, type Router, routerBehind } from '../../routes/router.ts';
import { graphqlModelName, graphqlThing, madeGraphql } from './schema-values.ts';

export const serverPackages: readonly string[] = [
  '@apollo/server',
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

/** Servers that answer at `/graphql` by themselves; the others wherever they are mounted. */
const standing = /^(?:ApolloServer|GraphQLServer|createYoga|createServer)$/;
const listening = /^(?:startStandaloneServer)$/;
/** The handler around them is a route of its own. */
const wrapped = /^(?:startServerAndCreate\w*|createSchema|fastifyApolloHandler)$/;

/** A call of a server package: a server, middleware over one, or a plugin that is given the instance it registers on. */
export function serveWith(
  { package: from, path }: ExternalValue,
  args: readonly Value[],
  site: Site,
  runner: Runner,
  httpRouters: Router[],
): Value | null {
  const name = path.at(-1) ?? '';
  if (wrapped.test(name)) return unknown(name);
  const options = args.find((each) => each.kind === 'object');
  const [instance] = args.flatMap((each) =>
    each.kind === 'made' && graphqlThing(each) === null ? (routerBehind(each) ?? []) : [],
  );
  if (instance) {
    if (from === 'mercurius') register(instance, given(runner, options, 'path') ?? text('/graphql'), site);
    return unknown(name);
  }
  const isStanding = standing.test(name);
  const endpoint = given(runner, options, 'graphqlEndpoint') ?? given(runner, options, 'endpoint');
  const view = newRouter(graphqlModelName, site, listening.test(name) || name === 'createServer');
  if (!isStanding || name === 'createServer' || name === 'createYoga') {
    httpRouters.push(view);
    register(view, name === 'createServer' ? (endpoint ?? text('/graphql')) : text(''), site);
  }
  return madeGraphql({ kind: 'server', path: endpoint, view });
}

/** `server.applyMiddleware({ app, path })` mounts, `getMiddleware` and its like give something to mount. */
export function callServer(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
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
    case 'getMiddleware':
    case 'createHandler': {
      const view = newRouter(graphqlModelName, site, false);
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
