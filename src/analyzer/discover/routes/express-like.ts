import type { Model, Runner, Site } from '../evaluate/model.ts';
import { type ExternalValue, type MadeValue, unknown, type Value } from '../evaluate/value.ts';
import { handlerOf, passesOn } from './handler.ts';
import type { RouteDiscoverer } from './discoverer.ts';
import { toPaths } from './route-path.ts';
import { addRoute, given, verbOf } from './register.ts';
import { newRouter, type RoutePath, type Router, routersAmong } from './router.ts';

/** What calling something of a package gives: an application, a router, or its argument in an object under `app`. */
type Maker = 'application' | 'router' | 'argument' | 'around';

/** A framework with the methods of Express. */
interface Dialect {
  readonly name: string;
  /** By `package:export`, with nothing after the colon for the package itself. */
  readonly makers: ReadonlyMap<string, Maker>;
  /** `package:type` of the types of its routers. */
  readonly types: ReadonlySet<string>;
}

/** A discoverer for Express and what has its methods: `app.METHOD`, `all`, `route`, `use`. */
export function expressLike(dialect: Dialect): RouteDiscoverer {
  const packages = new Set([...dialect.makers.keys()].map((each) => each.slice(0, each.indexOf(':'))));
  return {
    name: dialect.name,
    applies: (used) => [...packages].some((each) => used.has(each)),
    start: (routers) => ({ model: modelOf(dialect, [...packages], routers) }),
  };
}

/** `app.route('/orders')` gives this: methods called on it add to one router at fixed paths. */
interface RouteBuilder {
  readonly router: Router;
  readonly paths: readonly RoutePath[];
}

function modelOf({ name, makers, types }: Dialect, packages: readonly string[], routers: Router[]): Model {
  const make = (site: Site, isRoot: boolean, isAssumed = false): MadeValue & { readonly thing: Router } => {
    const router = newRouter(name, site, isRoot, isAssumed);
    routers.push(router);
    return { kind: 'made', model: name, thing: router };
  };
  return {
    name,
    packages,
    callExternal({ package: from, path }: ExternalValue, args, site, runner) {
      const maker = makers.get(`${from}:${path.join('.')}`);
      if (maker === undefined) return null;
      if (maker === 'argument' || maker === 'around') return aroundArgument(maker, args[0]);
      const made = make(site, maker === 'application');
      const base = given(runner, args[0], 'base');
      if (base) made.thing.prefixes = toPaths(base);
      return made;
    },
    callMember(self, method, args, site, runner) {
      if ('paths' in self.thing) return addToBuilder(self, method, args, site, runner);
      return callRouter(self, method, args, site, runner);
    },
    knowsType: (from, type) => types.has(`${from}:${type}`),
    typed: (from, type, site) => (types.has(`${from}:${type}`) ? make(site, false, true) : null),
  };
}

/** `addAsync(app)` gives the application back, `expressWs(app)` an object that holds it. */
function aroundArgument(maker: 'argument' | 'around', app: Value | undefined): Value | null {
  if (!app || maker === 'argument') return app ?? null;
  const properties = new Map([['app', app]]);
  return { kind: 'object', properties, class: null, site: null, literal: null };
}

function callRouter(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value {
  const router = self.thing as Router;
  if (name === 'use' || name === 'useAsync') {
    addMounts(router, args, site);
    return self;
  }
  if (name === 'route') return { ...self, thing: { router, paths: toPaths(args[0]) } satisfies RouteBuilder };
  const method = verbOf(name.replace(/Async$/, ''));
  if (method !== undefined) {
    const [first, ...handlers] = args;
    register(router, method, toPaths(first), handlers, site, runner);
    // One argument asks for a setting.
    return handlers.length > 0 ? self : unknown('');
  }
  // `listen` and its like call back; settings, `param` and `engine` give the application back.
  if (name === 'listen') for (const each of args) if (each.kind === 'closure') runner.call(each, [], site);
  return name === 'listen' ? unknown('server') : self;
}

function addToBuilder(
  self: MadeValue,
  name: string,
  handlers: readonly Value[],
  site: Site,
  runner: Runner,
): Value {
  const { router, paths } = self.thing as RouteBuilder;
  const method = verbOf(name.replace(/Async$/, ''));
  if (method !== undefined) register(router, method, paths, handlers, site, runner);
  return self;
}

function register(
  router: Router,
  method: string,
  paths: readonly RoutePath[],
  handlers: readonly Value[],
  site: Site,
  runner: Runner,
): void {
  const isMiddleware = method === 'ALL' && passesOn(handlerOf(handlers));
  const isPreflight = method === 'OPTIONS' && handlers.length === 1 && isOfPackage(handlers[0]);
  if (handlers.length === 0 || isMiddleware || isPreflight || readsBodies(handlers.at(-1))) return;
  addRoute(router, { methods: [method], paths, handlers }, site, runner);
}

/** `cors()` for OPTIONS answers what browsers ask before a request: no operation of the application. */
function isOfPackage(handler: Value | undefined): boolean {
  if (handler?.kind !== 'external' || handler.package === 'global') return false;
  return handler.wraps.length === 0 || handler.package === 'cors';
}

/** `json()` and its like answer nothing, whatever they are registered for. */
function readsBodies(handler: Value | undefined): boolean {
  if (handler?.kind !== 'external' || !/^(?:express|body-parser)$/.test(handler.package)) return false;
  return /^(?:json|urlencoded|text|raw)\.\(\)$/.test(handler.path.join('.'));
}

/** `use(path?, …middleware and routers)`: every router among the arguments is mounted, wherever it stands. */
function addMounts(router: Router, args: readonly Value[], site: Site): void {
  const [first] = args;
  const hasPath = first !== undefined && isPath(first);
  const paths = hasPath ? toPaths(first) : [{ path: '', confidence: 1 }];
  const used = hasPath ? args.slice(1) : args;
  const middleware = used.filter((each) => routersAmong([each]).length === 0);
  for (const mounted of routersAmong(used)) router.mounts.push({ site, paths, router: mounted, middleware });
}

/** A value that is not known is a path where its name says so: middleware has other names. */
function isPath(value: Value): boolean {
  switch (value.kind) {
    case 'text':
    case 'pattern':
      return true;
    case 'array':
      return value.items.length > 0 && value.items.every(isPath);
    case 'several':
      return value.options.some(isPath);
    case 'unknown':
      return pathWords.test(value.text);
    case 'external':
      return value.package === 'global' ? value.path[1] === 'env' : pathWords.test(value.path.at(-1) ?? '');
    default:
      return false;
  }
}

const pathWords = /(?:path|prefix|url|uri|base|root|route|endpoint|mount|version)[^.(]*(?:\(.*\))?$/i;
