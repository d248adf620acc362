import type { Machine } from '../../evaluate/machine.ts';
import type { Model, Runner, Site } from '../../evaluate/model.ts';
import { toText } from '../../evaluate/text.ts';
import { type MadeValue, optionsOf, text, unknown, type Value } from '../../evaluate/value.ts';
import { toMethods, verbOf } from '../register.ts';
import { toPaths } from '../route-path.ts';
import { newRouter, noPrefix, type Registration, type Router, underAll } from '../router.ts';
import { controllerMethod } from './controller-method.ts';
import { formActions, keep, type Resource, resourceActions } from './resource.ts';

/** The modules that give the router. */
const routerModules = new Set([
  '@adonisjs/core/services/router',
  '@ioc:Adonis/Core/Route',
  '@adonisjs/core/build/services/router.js',
]);

export function isRouterModule(specifier: string): boolean {
  return routerModules.has(specifier);
}

interface Service {
  readonly kind: 'router';
}

/** `router.group(callback)`: a router that is mounted where the call stands. */
interface Group {
  readonly kind: 'group';
  readonly router: Router;
}

/** A single route or one of `on(path)`, which gets its handler by the next call. */
interface Single {
  readonly kind: 'route' | 'on';
  readonly paths: Registration['paths'];
}

type Thing = Service | Group | Single | Resource;

/** AdonisJS has one router for all: groups are known while their callbacks run. */
export function adonisModel(routers: Router[]): Model {
  const service: MadeValue = { kind: 'made', model: 'adonis', thing: { kind: 'router' } satisfies Service };
  const open: Router[] = [];
  const current = (site: Site): Router => {
    const innermost = open.at(-1);
    if (innermost) return innermost;
    const router = newRouter('adonis', site, true);
    routers.push(router);
    return router;
  };
  return {
    name: 'adonis',
    packages: ['global'],
    entryPackages: [],
    imported: (specifier, name) =>
      isRouterModule(specifier) && (name === 'default' || name === '=') ? service : null,
    // Version 4 asks its container: `use('Route')`.
    callExternal({ path }, [first]) {
      const isRoute =
        path.join('.') === 'use' && first?.kind === 'text' && /^(?:Adonis\/Src\/)?Route$/.test(first.value);
      return isRoute ? service : null;
    },
    callMember(self, name, args, site, runner) {
      const thing = self.thing as Thing;
      switch (thing.kind) {
        case 'router':
          return callService(self, name, args, site, runner, { open, current, routers });
        case 'group':
          if (name === 'prefix') thing.router.prefixes = underAll(toPaths(args[0]), thing.router.prefixes);
          return self;
        case 'resource':
          callResource(thing, name, args);
          return self;
        case 'on':
          add(current(site), ['GET'], thing.paths, unknown(name), site);
          return made({ kind: 'route', paths: thing.paths });
        default:
          return self;
      }
    },
  };
}

interface Groups {
  readonly open: Router[];
  readonly current: (site: Site) => Router;
  readonly routers: Router[];
}

function made(thing: Thing): MadeValue {
  return { kind: 'made', model: 'adonis', thing };
}

function callService(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
  groups: Groups,
): Value {
  const [first, second, third] = args;
  switch (name) {
    case 'group':
      return addGroup(groups, args, site, runner);
    case 'on':
      return made({ kind: 'on', paths: toPaths(first) });
    case 'resource':
    case 'shallowResource':
      return addResource(groups.current(site), first, second, name !== 'resource', site, runner);
    case 'route':
      return addRouteOf(groups.current(site), toMethods(second), first, third, site, runner);
    default: {
      const method = name === 'any' ? 'ALL' : name === 'del' ? 'DELETE' : verbOf(name);
      if (method === undefined || second === undefined) return name === 'matchers' ? unknown(name) : self;
      return addRouteOf(groups.current(site), [method], first, second, site, runner);
    }
  }
}

function addGroup(
  { open, current, routers }: Groups,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value {
  const router = newRouter('adonis', site, false);
  routers.push(router);
  current(site).mounts.push({ site, paths: noPrefix, router });
  open.push(router);
  // Version 4 takes a name before the callback.
  for (const each of args) if (each.kind === 'closure') runner.call(each, [], site);
  open.pop();
  return made({ kind: 'group', router });
}

function addRouteOf(
  router: Router,
  methods: readonly string[],
  path: Value | undefined,
  handler: Value | undefined,
  site: Site,
  runner: Runner,
): Value {
  const paths = toPaths(path);
  // What a model is given to run with is the machine itself.
  const found = handler ? controllerMethod(runner as Machine, handler, site) : unknown('');
  add(router, methods, paths, found, site);
  return made({ kind: 'route', paths });
}

function add(
  { routes }: Router,
  methods: readonly string[],
  paths: Registration['paths'],
  handler: Value,
  site: Site,
): Registration {
  const registration = { methods, paths, handlers: [handler], hasUnreadMiddleware: true, site };
  routes.push(registration);
  return registration;
}

function addResource(
  router: Router,
  name: Value | undefined,
  controller: Value | undefined,
  isShallow: boolean,
  site: Site,
  runner: Runner,
): Value {
  const registrations = new Map<string, Registration>();
  const resource = name ? toText(name).value : '';
  for (const { action, path } of resourceActions(resource, isShallow)) {
    const handler = actionHandler(controller, action.name);
    const found = controllerMethod(runner as Machine, handler, site);
    registrations.set(action.name, add(router, action.methods, [{ path, confidence: 1 }], found, site));
  }
  return made({ kind: 'resource', registrations, routes: router.routes });
}

function actionHandler(controller: Value | undefined, action: string): Value {
  if (controller?.kind === 'text') return text(`${controller.value}.${action}`);
  return { kind: 'array', items: [controller ?? unknown(''), text(action)] };
}

function callResource(resource: Resource, name: string, [first]: readonly Value[]): void {
  const named = new Set(
    (first?.kind === 'array' ? first.items : []).flatMap((each) =>
      optionsOf(each).flatMap((one) => (one.kind === 'text' ? [one.value] : [])),
    ),
  );
  if (name === 'only') keep(resource, (action) => named.has(action));
  else if (name === 'except') keep(resource, (action) => !named.has(action));
  else if (name === 'apiOnly') keep(resource, (action) => !formActions.has(action));
}
