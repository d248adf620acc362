import type { Model, Runner, Site } from '../../evaluate/model.ts';
import {
  closuresAmong,
  type MadeValue,
  type ObjectValue,
  unknown,
  type Value,
} from '../../evaluate/value.ts';
import { given } from '../../routes/register.ts';
import { toPaths } from '../../routes/route-path.ts';
import { newRouter, type Router, routerBehind } from '../../routes/router.ts';
import { toText } from '../../evaluate/text.ts';
import { type Endpoint, madeTrpc, type ProcedureRouter, trpcModelName, trpcThing } from './trpc-values.ts';

/** What an evaluation sees of tRPC. */
export interface TrpcFound {
  readonly routers: ProcedureRouter[];
  /** Routers that an adapter serves. */
  readonly served: Set<ProcedureRouter>;
}

const adapterPackages = ['@hono/trpc-server', 'trpc-koa-adapter', 'trpc-uwebsockets'];
/** Adapters whose result no framework mounts: the handler around them is a route of its own, or they listen themselves. */
const unmounted = new Set([
  'createNextApiHandler',
  'fetchRequestHandler',
  'awsLambdaRequestHandler',
  'applyWSSHandler',
]);
const listening = new Set(['createHTTPServer', 'createHTTPHandler']);
const endings = new Set(['query', 'mutation', 'subscription']);

/** How tRPC behaves while routers are put together, in versions 9 to 11. */
export function trpcModel(found: TrpcFound, httpRouters: Router[]): Model {
  const newProcedureRouter = (site: Site, parts: ProcedureRouter['parts']): MadeValue => {
    const router: ProcedureRouter = { kind: 'router', site, parts };
    found.routers.push(router);
    return madeTrpc(router);
  };
  return {
    name: trpcModelName,
    packages: ['@trpc/server', ...adapterPackages],
    isMaker: true,
    callExternal({ package: from, path }, args, site, runner) {
      const [first] = args;
      if (from !== '@trpc/server') return serve(found, httpRouters, '', args, site, runner);
      switch (path.join('.')) {
        case 'initTRPC':
        case 'initTRPC.context':
        case 'initTRPC.meta':
          return madeTrpc({ kind: 'init' });
        case 'initTRPC.create':
          return madeTrpc({ kind: 'root' });
        case 'router':
          return newProcedureRouter(site, []);
        case 'mergeRouters':
          return newProcedureRouter(
            site,
            args.map((value) => ({ prefix: '', value })),
          );
        case 'lazy':
        case 'experimental_lazy':
          return first ? madeTrpc({ kind: 'lazy', value: runner.call(first, [], site) }) : null;
        default:
          return serve(found, httpRouters, path.at(-1) ?? '', args, site, runner);
      }
    },
    property: (self, name) => propertyOf(self, name),
    callMember: (self, name, args, site, runner) =>
      callMember(self, name, args, site, runner, newProcedureRouter),
  };
}

function propertyOf(self: MadeValue, name: string): Value | null {
  const thing = trpcThing(self);
  if (thing?.kind === 'root' && name === 'procedure') return madeTrpc({ kind: 'procedure' });
  if (thing?.kind !== 'router') return null;
  // A router is spread by its record; its procedures can also be taken by name.
  if (name === '_def') return self;
  const records = thing.parts.flatMap(({ value }) => (value.kind === 'object' ? [value] : []));
  if (name === 'procedures' || name === 'record') return mergedRecord(records);
  return records.find(({ properties }) => properties.has(name))?.properties.get(name) ?? null;
}

function mergedRecord(records: readonly ObjectValue[]): Value {
  const properties = new Map(records.flatMap((record) => [...record.properties]));
  return { kind: 'object', properties, class: null, site: null, literal: null };
}

function callMember(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
  newProcedureRouter: (site: Site, parts: ProcedureRouter['parts']) => MadeValue,
): Value {
  const thing = trpcThing(self);
  const [first] = args;
  switch (thing?.kind) {
    case 'init':
      return name === 'create' ? madeTrpc({ kind: 'root' }) : self;
    case 'root':
      if (name === 'router') return newProcedureRouter(site, first ? [{ prefix: '', value: first }] : []);
      if (name === 'mergeRouters')
        return newProcedureRouter(
          site,
          args.map((value) => ({ prefix: '', value })),
        );
      return name === 'procedure' ? madeTrpc({ kind: 'procedure' }) : unknown(name);
    case 'procedure':
      return endings.has(name) ? madeTrpc(endpoint(args, site, runner)) : self;
    case 'router':
      return chain(self, thing, name, args, site, runner);
    default:
      return unknown(name);
  }
}

/** Version 9: `router().query('byId', { resolve }).merge('user.', users)`; whatever else is called gives the router back. */
function chain(
  self: MadeValue,
  { parts }: ProcedureRouter,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value {
  const [first, second] = args;
  if (name === 'createCaller') return unknown('caller');
  if (endings.has(name) && first) {
    parts.push({ prefix: toText(first).value, value: madeTrpc(endpoint([second ?? first], site, runner)) });
  } else if (name === 'merge' && first) {
    parts.push(second ? { prefix: toText(first).value, value: second } : { prefix: '', value: first });
  }
  return self;
}

/** The function itself, or in version 9 that under `resolve`. */
function endpoint(args: readonly Value[], site: Site, runner: Runner): Endpoint {
  const [first] = args;
  const resolver = first?.kind === 'object' ? runner.property(first, 'resolve') : first;
  return { kind: 'endpoint', handlers: closuresAmong(resolver ? [resolver] : []), site };
}

/**
 * A call of an adapter serves the router in its options: `createExpressMiddleware({ router })` and its like give
 * middleware, which answers `ALL /:path` wherever it is mounted, or at its own `endpoint`; `fastifyTRPCPlugin` adds that to its instance.
 */
function serve(
  { served }: TrpcFound,
  httpRouters: Router[],
  adapter: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value | null {
  const routers = args.flatMap(routersIn);
  if (routers.length === 0) return null;
  for (const router of routers) served.add(router);
  if (unmounted.has(adapter)) return unknown(adapter);
  const [instance] = args.flatMap((each) => (each.kind === 'made' ? (routerBehind(each) ?? []) : []));
  const [endpoint] = args.flatMap((each) => given(runner, each, 'endpoint') ?? []);
  const router = instance ?? newRouter(trpcModelName, site, listening.has(adapter) || endpoint !== undefined);
  if (!instance) httpRouters.push(router);
  if (endpoint) router.prefixes = toPaths(endpoint);
  const paths = [{ path: '/:path', confidence: 1 }];
  router.routes.push({ methods: ['ALL'], paths, handlers: [unknown('trpc')], site });
  return { kind: 'made', model: trpcModelName, thing: { view: router } };
}

function routersIn(value: Value): ProcedureRouter[] {
  if (value.kind !== 'object') return [];
  const thing = trpcThing(value.properties.get('router'));
  const options = value.properties.get('trpcOptions');
  return [...(thing?.kind === 'router' ? [thing] : []), ...(options ? routersIn(options) : [])];
}
