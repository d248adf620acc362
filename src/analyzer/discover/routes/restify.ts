import type { Model, Runner, Site } from '../evaluate/model.ts';
import { type ExternalValue, type MadeValue, unknown, type Value } from '../evaluate/value.ts';
import type { RouteDiscoverer } from './discoverer.ts';
import { addRoute, given, verbOf } from './register.ts';
import { toPaths } from './route-path.ts';
import { newRouter, noPrefix, type Router, routersAmong } from './router.ts';

const packages = ['restify', 'restify-router'];
const renamed = new Map([
  ['del', 'DELETE'],
  ['opts', 'OPTIONS'],
]);

/** Restify with restify-router: verbs with a path or `{ path }`, `add`, `group` and `applyRoutes` with their prefixes. */
export const restify: RouteDiscoverer = {
  name: 'restify',
  applies: (used) => used.has('restify'),
  start: (routers) => ({ model: restifyModel(routers) }),
};

function restifyModel(routers: Router[]): Model {
  const make = (site: Site, isRoot: boolean, isAssumed = false): MadeValue => {
    const router = newRouter('restify', site, isRoot, isAssumed);
    routers.push(router);
    return { kind: 'made', model: 'restify', thing: router };
  };
  const isServer = (from: string, name: string) => from === 'restify' && name === 'Server';
  return {
    name: 'restify',
    packages,
    callExternal({ package: from, path }: ExternalValue, _args, site) {
      if (from === 'restify') return path.join('.') === 'createServer' ? make(site, true) : null;
      return path.join('.') === 'Router' ? make(site, false) : null;
    },
    callMember: (self, name, args, site, runner) =>
      callServer(self, name, args, site, runner, () => make(site, false)),
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
  makeChild: () => MadeValue,
): Value {
  const router = self.thing as Router;
  const [first, second] = args;
  const method = renamed.get(name) ?? verbOf(name);
  if (method !== undefined && first && second) {
    const path = given(runner, first, 'path') ?? given(runner, first, 'url') ?? first;
    addRoute(router, { methods: [method], paths: toPaths(path), handlers: args.slice(1) }, site, runner);
    return self;
  }
  if (name === 'applyRoutes') {
    const paths = second ? toPaths(second) : noPrefix;
    for (const server of routersAmong(first ? [first] : [])) server.mounts.push({ site, paths, router });
  }
  if (name === 'add')
    for (const child of routersAmong(args))
      router.mounts.push({ site, paths: toPaths(first), router: child });
  if (name === 'group') {
    const child = makeChild();
    router.mounts.push({ site, paths: toPaths(first), router: child.thing as Router });
    for (const each of args) if (each.kind === 'closure') runner.call(each, [child], site);
  }
  return name === 'use' || name === 'pre' ? self : unknown('');
}
