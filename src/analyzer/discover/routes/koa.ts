import type { Model, Runner, Site } from '../evaluate/model.ts';
import { closuresAmong, type ExternalValue, type MadeValue, unknown, type Value } from '../evaluate/value.ts';
import type { RouteDiscoverer } from './discoverer.ts';
import { addRoute, given, toMethods, verbOf } from './register.ts';
import { toPaths } from './route-path.ts';
import { newRouter, noPrefix, type RoutePath, type Router, routersAmong, underAll } from './router.ts';

const routerPackages = [
  '@koa/router',
  'koa-router',
  'koa-joi-router',
  'koa-better-router',
  'koa-tree-router',
];
const wrappers = ['koa-mount', 'koa-compose'];
const typeNames = new Set(['Router', 'KoaRouter', 'default', '=']);

/**
 * Koa with @koa/router, koa-router or koa-joi-router: verbs with or without a name, `register`, prefixes set before or after
 * the routes, nested `use`, koa-mount and koa-compose.
 */
export const koa: RouteDiscoverer = {
  name: 'koa',
  applies: (packages) => routerPackages.some((each) => packages.has(each)),
  start: (routers) => ({ model: koaModel(routers) }),
};

function koaModel(routers: Router[]): Model {
  const make = (site: Site, isRoot: boolean, isAssumed = false): MadeValue & { readonly thing: Router } => {
    const router = newRouter('koa', site, isRoot, isAssumed);
    routers.push(router);
    return { kind: 'made', model: 'koa', thing: router };
  };
  const knows = (from: string, name: string) =>
    (from === 'koa' && name === 'default') || (isRouterPackage(from) && typeNames.has(name));
  return {
    name: 'koa',
    packages: ['koa', ...routerPackages, ...wrappers, '@types/koa-router', '@types/koa__router'],
    entryPackages: ['koa', ...routerPackages],
    callExternal({ package: from, path }: ExternalValue, args, site, runner) {
      if (from === 'koa') return path.length === 0 ? make(site, true) : null;
      if (from === 'koa-compose') return args[0] ?? null;
      if (from === 'koa-mount') {
        const mount = make(site, false);
        addMounts(mount.thing, args, site);
        return mount;
      }
      if (path.length > 1 || (path.length === 1 && !typeNames.has(path[0] ?? ''))) return null;
      const made = make(site, false);
      const prefix = given(runner, args[0], 'prefix');
      if (prefix) made.thing.prefixes = toPaths(prefix);
      return made;
    },
    callMember: callRouter,
    knowsType: knows,
    typed: (from, name, site) => (knows(from, name) ? make(site, false, true) : null),
  };
}

function isRouterPackage(name: string): boolean {
  return routerPackages.includes(name);
}

function callRouter(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value {
  const router = self.thing as Router;
  const [first] = args;
  switch (name) {
    case 'use':
      addMounts(router, args, site);
      return self;
    case 'prefix':
      router.prefixes = underAll(toPaths(first), router.prefixes);
      return self;
    case 'routes':
    case 'middleware':
    case 'callback':
    case 'param':
      return self;
    case 'register':
      addRoute(
        router,
        { methods: toMethods(args[1]), paths: toPaths(first), handlers: args.slice(2, 3) },
        site,
        runner,
      );
      return self;
    case 'route':
      for (const each of first?.kind === 'array' ? first.items : args) addRouteOf(router, each, site, runner);
      return self;
    case 'redirect':
      addRoute(
        router,
        { methods: ['ALL'], paths: toPaths(first), handlers: [unknown('redirect')] },
        site,
        runner,
      );
      return self;
    default:
      return addVerb(self, router, name, args, site, runner);
  }
}

function addVerb(
  self: MadeValue,
  router: Router,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value {
  const method = name === 'del' ? 'DELETE' : verbOf(name);
  if (method === undefined || router.isRoot || args.length === 0) return unknown('');
  const isNamed = args[0]?.kind === 'text' && args[1] !== undefined && isPath(args[1]);
  const [first, ...handlers] = isNamed ? args.slice(1) : args;
  const hasPath = first !== undefined && closuresAmong([first]).length === 0;
  addRoute(
    router,
    {
      methods: [method],
      paths: hasPath ? toPaths(first) : noPrefix,
      handlers: hasPath ? handlers : args,
    },
    site,
    runner,
  );
  return self;
}

/** `route({ method, path, handler })` of koa-joi-router. */
function addRouteOf(router: Router, options: Value, site: Site, runner: Runner): void {
  const path = given(runner, options, 'path');
  const handler = given(runner, options, 'handler');
  if (!path || !handler) return;
  const methods = toMethods(given(runner, options, 'method'));
  const before = given(runner, options, 'pre');
  const handlers = [...(before ? [before] : []), handler];
  addRoute(router, { methods, paths: toPaths(path), handlers }, site, runner);
}

function addMounts(router: Router, args: readonly Value[], site: Site): void {
  const [first] = args;
  const hasPath = first !== undefined && isPath(first);
  const paths: readonly RoutePath[] = hasPath ? toPaths(first) : noPrefix;
  const used = hasPath ? args.slice(1) : args;
  const middleware = used.filter((each) => routersAmong([each]).length === 0);
  for (const mounted of routersAmong(used)) router.mounts.push({ site, paths, router: mounted, middleware });
}

function isPath(value: Value): boolean {
  if (value.kind === 'array') return value.items.length > 0 && value.items.every(isPath);
  if (value.kind === 'several') return value.options.every(isPath);
  return value.kind === 'text' || value.kind === 'pattern';
}
