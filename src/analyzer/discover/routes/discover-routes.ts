import { by } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { createEvaluator } from '../evaluate/evaluator.ts';
import type { Machine } from '../evaluate/machine.ts';
import type { Model } from '../evaluate/model.ts';
import type { Program } from '../program.ts';
import { runUncalled } from './uncalled.ts';
import { type Handler, handlerOf } from './handler.ts';
import { wiringFiles } from './wiring-files.ts';
import { wiringModules } from './wiring-modules.ts';
import { type MountedRoute, solveMounts } from './mounts.ts';
import { routeDiscoverers } from './registry.ts';

/** A route before anything is known about what its handler reaches. */
export interface FoundRoute {
  readonly method: string;
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly handler: Handler;
  readonly framework: string;
  readonly confidence: number;
}

export interface FoundRoutes {
  readonly routes: readonly FoundRoute[];
  readonly frameworks: readonly string[];
  /** The evaluation, for what it has seen parameters hold. */
  readonly machine: Machine;
  /** Files that make an application or put most of its routers together. */
  readonly applicationFiles: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Calls that are followed before evaluation stops; a large application needs some ten thousand. */
const maxCalls = 1_000_000;

/** Finds the routes of every known framework in one evaluation of the code that wires the application. */
export function discoverRoutes(program: Program): FoundRoutes {
  const { project, modules, application, linker, packages } = program;
  const used = routeDiscoverers.filter((each) => each.applies(packages));
  const searches = used.map((each) => each.start());
  const models: Model[] = searches.map(({ model }) => model);
  const { resolver, files, readText } = project;
  const machine = createEvaluator({ modules, linker, resolver, models, files, readText, maxCalls });
  if (used.length > 0) {
    const wiring = wiringModules(
      machine,
      application.map(({ path }) => path),
    );
    for (const file of wiring) machine.loadModule(file);
    runUncalled(machine, wiring);
  }
  const mounted = searches.flatMap(({ routers }) => solveMounts(routers));
  const frameworks = used.map(({ name }) => name);
  const routes = distinct(mounted.map((route) => toRoute(route)));
  const diagnostics = [...unmounted(mounted), ...(machine.budget > 0 ? [] : [exhausted])];
  const applicationFiles = wiringFiles(searches.flatMap(({ routers }) => routers));
  return { routes, frameworks, machine, applicationFiles, diagnostics };
}

function toRoute({ registration, method, path, confidence, framework }: MountedRoute): FoundRoute {
  const { file, line } = registration.site;
  const handler = handlerOf(registration.handlers);
  return { method, path, file, line, handler, framework, confidence: Math.round(confidence * 100) / 100 };
}

/** The same registration evaluated twice is one route; the surest one stays. */
function distinct(routes: readonly FoundRoute[]): FoundRoute[] {
  const best = new Map<string, FoundRoute>();
  for (const route of routes) {
    const key = `${route.method} ${route.path} ${route.file}:${route.line} ${route.handler.name}`;
    const known = best.get(key);
    if (!known || known.confidence < route.confidence) best.set(key, route);
  }
  return [...best.values()].sort(
    by(
      ({ file }) => file,
      ({ line }) => line,
      ({ path }) => path,
      ({ method }) => method,
      ({ handler }) => handler.name,
    ),
  );
}

function unmounted(mounted: readonly MountedRoute[]): Diagnostic[] {
  const places = new Map<string, MountedRoute>();
  for (const route of mounted) if (!route.isMounted) places.set(route.registration.site.file, route);
  return [...places].map(([path, { registration }]) => ({
    severity: 'warning',
    code: 'ROUTER_UNMOUNTED',
    message: `the routes of ${path} are registered on a router that no application was seen to mount; their prefix is not known`,
    location: { path, line: registration.site.line },
  }));
}

const exhausted: Diagnostic = {
  severity: 'warning',
  code: 'EVALUATION_STOPPED',
  message: `the wiring code makes more than ${maxCalls} calls; routes beyond them may be missing`,
};
