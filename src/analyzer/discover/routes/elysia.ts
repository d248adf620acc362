import type { Model, Runner, Site } from '../evaluate/model.ts';
import { type ExternalValue, type MadeValue, optionsOf, unknown, type Value } from '../evaluate/value.ts';
import type { RouteDiscoverer } from './discoverer.ts';
import { addRoute, given, toMethods, verbOf } from './register.ts';
import { toPaths } from './route-path.ts';
import { newRouter, noPrefix, type RoutePath, type Router, routersAmong } from './router.ts';

/** Elysia: verbs, `route`, `group`, `guard`, `use` of plugins, instances and late imports, the prefix option. */
export const elysia: RouteDiscoverer = {
  name: 'elysia',
  applies: (used) => used.has('elysia'),
  start: (routers) => ({ model: elysiaModel(routers) }),
};

type Make = (site: Site, isRoot: boolean) => MadeValue & { readonly thing: Router };

function elysiaModel(routers: Router[]): Model {
  const make: Make = (site, isRoot) => {
    const router = newRouter('elysia', site, isRoot);
    routers.push(router);
    return { kind: 'made', model: 'elysia', thing: router };
  };
  const isApplication = (from: string, name: string) => from === 'elysia' && name === 'Elysia';
  return {
    name: 'elysia',
    packages: ['elysia'],
    callExternal({ path }: ExternalValue, args, site, runner) {
      if (path.length > 0 && path.join('.') !== 'Elysia') return null;
      const made = make(site, true);
      const prefix = given(runner, args[0], 'prefix');
      if (prefix) made.thing.prefixes = toPaths(prefix);
      return made;
    },
    callMember: (self, name, args, site, runner) => callApplication(self, name, args, site, runner, make),
    knowsType: isApplication,
    typed: (from, name, site) => (isApplication(from, name) ? make(site, false) : null),
  };
}

function callApplication(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
  make: Make,
): Value {
  const router = self.thing as Router;
  const [first, second, third] = args;
  const method = verbOf(name);
  if (method !== undefined && second) {
    addRoute(
      router,
      { methods: [method], paths: toPaths(first), handlers: [answerOf(second)], hasUnreadMiddleware: true },
      site,
      runner,
    );
    return self;
  }
  switch (name) {
    case 'route':
      if (third)
        addRoute(
          router,
          {
            methods: toMethods(first),
            paths: toPaths(second),
            handlers: [answerOf(third)],
            hasUnreadMiddleware: true,
          },
          site,
          runner,
        );
      return self;
    case 'group':
    case 'guard': {
      const child = make(site, false);
      const paths: readonly RoutePath[] = name === 'group' ? toPaths(first) : noPrefix;
      router.mounts.push({ site, paths, router: child.thing });
      for (const each of args) if (each.kind === 'closure') runner.call(each, [child], site);
      return self;
    }
    case 'mount':
    case 'use': {
      const hasPath = first?.kind === 'text' && second !== undefined;
      const paths = hasPath ? toPaths(first) : noPrefix;
      for (const used of hasPath ? [second] : args) use(self, router, used, paths, site, runner);
      return self;
    }
    default:
      // Everything else prepares the application and gives it back.
      return self;
  }
}

/** A text is the answer itself and names no function. */
function answerOf(handler: Value): Value {
  return handler.kind === 'text' ? unknown('') : handler;
}

/** An instance is mounted; a function gets the application; a module stands for its default export. */
function use(
  self: MadeValue,
  router: Router,
  used: Value,
  paths: readonly RoutePath[],
  site: Site,
  runner: Runner,
): void {
  for (const each of optionsOf(used)) {
    const value = each.kind === 'namespace' ? (given(runner, each, 'default') ?? each) : each;
    if (value.kind === 'closure') runner.call(value, [self], site);
    for (const child of routersAmong([value]))
      if (child !== router) router.mounts.push({ site, paths, router: child });
  }
}
