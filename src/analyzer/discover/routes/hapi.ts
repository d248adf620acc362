import { posix } from 'node:path';
import type { Model, Runner, Site } from '../evaluate/model.ts';
import { type ExternalValue, type MadeValue, optionsOf, unknown, type Value } from '../evaluate/value.ts';
import { roleByName } from '../role-by-name.ts';
import type { RouteDiscoverer } from './discoverer.ts';
import { addRoute, given, toMethods } from './register.ts';
import { toBracedPaths, toPaths } from './route-path.ts';
import { newRouter, noPrefix, type Router } from './router.ts';

const frameworks = ['@hapi/hapi', 'hapi'];
const composers = new Set(['@hapi/glue', 'glue']);
const couture = new Set(['@hapipal/haute-couture', 'haute-couture']);
const packages = [...frameworks, ...composers, ...couture];

/**
 * Hapi: route objects and arrays of them, plugins with `routes.prefix`, manifests of glue, and the `routes` folder of
 * haute-couture. Parameters are shown as Express writes them.
 */
export const hapi: RouteDiscoverer = {
  name: 'hapi',
  applies: (used) => packages.some((each) => used.has(each)),
  start: (routers) => ({ model: hapiModel(routers) }),
};

type Make = (site: Site, isRoot: boolean, isAssumed?: boolean) => MadeValue;

function hapiModel(routers: Router[]): Model {
  const make: Make = (site, isRoot, isAssumed = false) => {
    const router = newRouter('hapi', site, isRoot, isAssumed);
    routers.push(router);
    return { kind: 'made', model: 'hapi', thing: router };
  };
  const isServer = (from: string, name: string) => frameworks.includes(from) && name === 'Server';
  return {
    name: 'hapi',
    packages,
    callExternal({ package: from, path }: ExternalValue, args, site, runner) {
      const name = path.join('.');
      if (frameworks.includes(from)) return /^[sS]erver$/.test(name) ? make(site, true) : null;
      if (composers.has(from)) return name === 'compose' ? compose(args, site, runner, make) : null;
      const [server] = args;
      if (name === 'compose' && server?.kind === 'made') addFolder(server, site, runner);
      return null;
    },
    callMember: (self, name, args, site, runner) => callServer(self, name, args, site, runner, make),
    knowsType: isServer,
    typed: (from, name, site) => (isServer(from, name) ? make(site, false, true) : null),
  };
}

function callServer(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
  make: Make,
): Value {
  const [first, second] = args;
  switch (name) {
    case 'route':
      if (first) addRoutes(self, first, site, runner);
      return self;
    case 'register':
      if (first) register(self, first, given(runner, second, 'routes'), site, runner, make);
      return self;
    case 'select':
    case 'connection':
      return self;
    default:
      return unknown('');
  }
}

function addRoutes(server: MadeValue, value: Value, site: Site, runner: Runner): void {
  for (const each of optionsOf(value)) {
    if (each.kind === 'array') for (const item of each.items) addRoutes(server, item, site, runner);
    else addRouteOf(server.thing as Router, each, site, runner);
  }
}

/** `{ method, path, handler }`; the handler may stand in the options, which may be a function of the server. */
function addRouteOf(router: Router, route: Value, site: Site, runner: Runner): void {
  const path = given(runner, route, 'path');
  if (!path) return;
  const declared = given(runner, route, 'options') ?? given(runner, route, 'config');
  const options = declared?.kind === 'closure' ? runner.call(declared, [], site) : declared;
  const handler = given(runner, route, 'handler') ?? given(runner, options, 'handler');
  const before = given(runner, options, 'pre');
  const methods = toMethods(given(runner, route, 'method'));
  const handlers = [...(before ? [before] : []), ...(handler ? [handler] : [])];
  const place = route.kind === 'object' ? (route.site ?? site) : site;
  addRoute(router, { methods, paths: toBracedPaths(path), handlers }, place, runner);
}

/** Runs plugins with a server of their own under `routes.prefix`, which the plugin's own entry sets before the call's. */
function register(
  self: MadeValue,
  value: Value,
  routes: Value | undefined,
  site: Site,
  runner: Runner,
  make: Make,
): void {
  for (const each of optionsOf(value)) {
    if (each.kind === 'array') {
      for (const item of each.items) register(self, item, routes, site, runner, make);
      continue;
    }
    const own = given(runner, each, 'routes') ?? routes;
    const inner =
      given(runner, each, 'plugin') ?? given(runner, each, 'register') ?? given(runner, each, 'default');
    if (inner && inner.kind !== 'closure') {
      register(self, inner, own, site, runner, make);
      continue;
    }
    const plugin = inner ?? (each.kind === 'closure' ? each : undefined);
    if (!plugin) continue;
    const prefix = given(runner, own, 'prefix');
    const child = make(site, false);
    const router = child.thing as Router;
    (self.thing as Router).mounts.push({ site, paths: prefix ? toPaths(prefix) : noPrefix, router });
    runner.call(plugin, [child, given(runner, each, 'options') ?? unknown('options'), unknown('next')], site);
  }
}

/** `compose({ register: { plugins } }, { relativeTo })` of glue: a server with plugins, some of them named by path. */
function compose([manifest, options]: readonly Value[], site: Site, runner: Runner, make: Make): Value {
  const server = make(site, true);
  const base = given(runner, options, 'relativeTo');
  const plugins = given(runner, given(runner, manifest, 'register'), 'plugins');
  for (const each of plugins?.kind === 'array' ? plugins.items : []) {
    const plugin = given(runner, each, 'plugin') ?? each;
    const loaded = plugin.kind === 'text' ? load(plugin.value, base, site, runner) : plugin;
    if (loaded) register(server, loaded, given(runner, each, 'routes'), site, runner, make);
  }
  return server;
}

function load(specifier: string, base: Value | undefined, site: Site, runner: Runner): Value | null {
  const isRelative = specifier.startsWith('.') && base?.kind === 'text' && base.value.startsWith('/');
  const from = isRelative ? posix.join(base.value.slice(1), 'manifest.js') : site.file;
  const value = runner.imported(from, specifier, '=');
  return value.kind === 'external' || value.kind === 'unknown' ? null : value;
}

/** The files of the folder `routes` beside the plugin: each exports a route or an array of them. */
function addFolder(server: MadeValue, site: Site, runner: Runner): void {
  const folder = posix.join(posix.dirname(site.file), 'routes');
  for (const file of runner.files.below(folder)) {
    const exported = roleByName(file) === 'test' ? undefined : runner.exported(file, '=');
    const value = given(runner, exported, 'default') ?? exported;
    const routes = value?.kind === 'closure' ? runner.call(value, [server], site) : value;
    if (routes) addRoutes(server, routes, { file, line: 1 }, runner);
  }
}
