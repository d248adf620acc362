import type { Model, Runner, Site } from '../evaluate/model.ts';
import { type ExternalValue, type MadeValue, unknown, type Value } from '../evaluate/value.ts';
import { handlerOf, passesOn } from './handler.ts';
import type { RouteDiscoverer } from './discoverer.ts';
import { toPaths } from './route-path.ts';
import { addRoute, verbOf } from './register.ts';
import { newRouter, type RoutePath, type Router, routersAmong } from './router.ts';

const typePackages = new Set(['express', 'express-serve-static-core']);
const typeNames = new Set(['Router', 'IRouter', 'Express', 'Application', 'IRoute']);

/**
 * Express 4 and 5: `express()`, `Router()` and parameters of their types; `app.METHOD`, `all`, `route`, `use`.
 *
 * `app.get('name')` with one argument reads a setting and is no route.
 */
export const express: RouteDiscoverer = {
  name: 'express',
  applies: (packages) => packages.has('express'),
  start: (routers) => ({ model: expressModel(routers) }),
};

/** `app.route('/orders')` gives this: methods called on it add to one router at fixed paths. */
interface RouteBuilder {
  readonly router: Router;
  readonly paths: readonly RoutePath[];
}

function expressModel(routers: Router[]): Model {
  const make = (site: Site, isRoot: boolean, isAssumed = false): MadeValue => {
    const router = newRouter('express', site, isRoot, isAssumed);
    routers.push(router);
    return { kind: 'made', model: 'express', thing: router };
  };
  return {
    name: 'express',
    packages: ['express', 'express-promise-router'],
    callExternal({ package: from, path }: ExternalValue, _args, site) {
      if (path.length === 0) return make(site, from === 'express');
      return path.length === 1 && path[0] === 'Router' ? make(site, false) : null;
    },
    callMember(self, name, args, site, runner) {
      if ('paths' in self.thing) return addToBuilder(self, name, args, site, runner);
      return callRouter(self, name, args, site, runner);
    },
    knowsType: (from, name) => typePackages.has(from) && typeNames.has(name),
    typed(from, name, site) {
      return typePackages.has(from) && typeNames.has(name) ? make(site, false, true) : null;
    },
  };
}

function callRouter(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value {
  const router = self.thing as Router;
  if (name === 'use') {
    addMounts(router, args, site);
    return self;
  }
  if (name === 'route') return { ...self, thing: { router, paths: toPaths(args[0]) } satisfies RouteBuilder };
  const method = verbOf(name);
  if (method !== undefined) {
    const [first, ...handlers] = args;
    register(router, method, toPaths(first), handlers, site, runner);
    return self;
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
  const method = verbOf(name);
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
  if (handlers.length === 0 || isMiddleware) return;
  addRoute(router, { methods: [method], paths, handlers }, site, runner);
}

/** `use(path?, …middleware and routers)`: every router among the arguments is mounted, wherever it stands. */
function addMounts(router: Router, args: readonly Value[], site: Site): void {
  const [first] = args;
  const hasPath = first !== undefined && isPath(first);
  const paths = hasPath ? toPaths(first) : [{ path: '', confidence: 1 }];
  for (const mounted of routersAmong(hasPath ? args.slice(1) : args))
    router.mounts.push({ site, paths, router: mounted });
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
