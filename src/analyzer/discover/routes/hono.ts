import type { Model, Runner, Site } from '../evaluate/model.ts';
import { type ExternalValue, type MadeValue, unknown, type Value } from '../evaluate/value.ts';
import type { RouteDiscoverer } from './discoverer.ts';
import { handlerOf, passesOn } from './handler.ts';
import { addRoute, given, toMethods, verbOf } from './register.ts';
import { toBracedPaths, toPaths } from './route-path.ts';
import { newRouter, noPrefix, type RoutePath, type Router, routersAmong, underAll } from './router.ts';

const packages = ['hono', '@hono/zod-openapi', '@hono/swagger-ui', 'chanfana'];
const typeNames = new Set(['Hono', 'OpenAPIHono']);
/** Functions that give back what they are given: definitions as they are, an application that chanfana wraps. */
const transparent = new Set(['createRoute', 'defineOpenAPIRoute', 'createMiddleware', 'fromHono']);

/**
 * Hono and OpenAPIHono: verbs with or without a path, `on`, `route`, `basePath`, `mount`, `openapi`, hono/factory.
 *
 * `basePath` gives another view of the same routes: what is registered on it is under the base path, and mounting it mounts
 * all routes of the application.
 */
export const hono: RouteDiscoverer = {
  name: 'hono',
  applies: (used) => packages.some((each) => used.has(each)),
  start: (routers) => ({ model: honoModel(routers) }),
};

interface Application {
  readonly view: Router;
  readonly base: readonly RoutePath[];
  /** The path of the last call that named one; what follows in a chain may leave it out. */
  last: readonly RoutePath[];
}

function honoModel(routers: Router[]): Model {
  const make = (site: Site, isAssumed = false): MadeValue => {
    const view = newRouter('hono', site, !isAssumed, isAssumed);
    routers.push(view);
    return made({ view, base: noPrefix, last: noPrefix });
  };
  const knows = (from: string, name: string) => packages.includes(from) && typeNames.has(name);
  return {
    name: 'hono',
    packages,
    callExternal({ path }: ExternalValue, args, site) {
      const name = path.at(-1) ?? '';
      if ((path.length === 1 && typeNames.has(name)) || name === 'createApp') return make(site);
      if (name === 'createHandlers') return { kind: 'array', items: [...args] };
      return transparent.has(name) ? (args[0] ?? null) : null;
    },
    callMember: callApplication,
    knowsType: knows,
    typed: (from, name, site) => (knows(from, name) ? make(site, true) : null),
  };
}

function made(thing: Application): MadeValue {
  return { kind: 'made', model: 'hono', thing };
}

function callApplication(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value {
  const application = self.thing as Application;
  const { view, base } = application;
  const [first, ...rest] = args;
  switch (name) {
    case 'use':
      if (first && isPath(first)) application.last = toPaths(first);
      return self;
    case 'route':
    case 'mount':
      for (const router of routersAmong(rest))
        view.mounts.push({ site, paths: underAll(base, toPaths(first)), router });
      return self;
    case 'basePath':
      return made({ view, base: underAll(base, toPaths(first)), last: noPrefix });
    case 'on': {
      const [paths, ...handlers] = rest;
      add(application, toMethods(first), toPaths(paths), handlers, site, runner);
      return self;
    }
    case 'openapi':
      addDefinition(application, first, rest, site, runner);
      return self;
    case 'notFound':
    case 'onError':
    case 'doc':
    case 'doc31':
      return self;
    default:
      return addVerb(self, name, args, site, runner);
  }
}

function addVerb(self: MadeValue, name: string, args: readonly Value[], site: Site, runner: Runner): Value {
  const application = self.thing as Application;
  const method = verbOf(name);
  if (method === undefined || args.length === 0) return unknown('');
  const [first, ...rest] = args;
  const hasPath = first !== undefined && isPath(first);
  if (hasPath) application.last = toPaths(first);
  const handlers = hasPath ? rest : args;
  if (handlers.length > 0) add(application, [method], application.last, handlers, site, runner);
  return self;
}

/** `openapi(createRoute({ method, path }), handler)`; the path has its parameters in braces. */
function addDefinition(
  application: Application,
  definition: Value | undefined,
  handlers: readonly Value[],
  site: Site,
  runner: Runner,
): void {
  const path = given(runner, definition, 'path');
  if (!path) return;
  const methods = toMethods(given(runner, definition, 'method'));
  const middleware = given(runner, definition, 'middleware');
  const all = toBracedPaths(path);
  add(
    application,
    methods,
    all,
    [...(middleware ? [middleware] : []), ...handlers.slice(0, 1)],
    site,
    runner,
  );
}

function add(
  { view, base }: Application,
  methods: readonly string[],
  paths: readonly RoutePath[],
  handlers: readonly Value[],
  site: Site,
  runner: Runner,
): void {
  if (methods.every((each) => each === 'ALL') && passesOn(handlerOf(handlers), 1)) return;
  addRoute(view, { methods, paths: underAll(base, paths), handlers }, site, runner);
}

function isPath(value: Value): boolean {
  if (value.kind === 'several') return value.options.some(isPath);
  if (value.kind === 'array') return value.items.length > 0 && value.items.every(isPath);
  return value.kind === 'text' || (value.kind === 'unknown' && value.wraps.length === 0 && value.text !== '');
}
