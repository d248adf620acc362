import { by, sortedUnique } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { createEvaluator } from '../evaluate/evaluator.ts';
import type { Machine } from '../evaluate/machine.ts';
import type { Model } from '../evaluate/model.ts';
import { survives } from '../evaluate/survives.ts';
import type { Program } from '../program.ts';
import { routesOfRouters } from './call-routes.ts';
import type { Router } from './router.ts';
import { runLateModules } from './late-modules.ts';
import { runUncalled } from './uncalled.ts';
import { entryPackagesOf, wiringImports, wiringModules } from './wiring-modules.ts';
import type { FoundOperation, FoundRoute, RouteDiscoverer } from './discoverer.ts';
import { operationDiscoverers } from '../operations/registry.ts';
import { routeDiscoverers } from './registry.ts';

export interface FoundRoutes {
  readonly routes: readonly FoundRoute[];
  readonly operations: readonly FoundOperation[];
  readonly frameworks: readonly string[];
  /** The evaluation, for what it has seen parameters hold. */
  readonly machine: Machine;
  /** Files that make an application or put most of its routers together. */
  readonly applicationFiles: ReadonlySet<string>;
  /** Folders where functions that nothing was seen to run may say something about routes, too; empty for the root. */
  readonly openFolders: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Calls that are followed before evaluation stops; a large application needs some ten thousand. */
const maxCalls = 1_000_000;

/** Finds the routes and operations of every known framework in one evaluation of the code that wires the application. */
export function discoverRoutes(program: Program): FoundRoutes {
  const { project, modules, application, linker, packages } = program;
  const used = [...routeDiscoverers, ...operationDiscoverers].filter((each) =>
    each.applies(packages, program),
  );
  const routers: Router[] = [];
  const searches = used.map((each) => each.start(routers));
  const models: Model[] = searches.map(({ model }) => model);
  const { resolver, files, readText } = project;
  const machine = createEvaluator({ modules, linker, resolver, models, files, readText, maxCalls });
  const tooDeep: string[] = [];
  if (used.length > 0) {
    const files = application.map(({ path }) => path);
    const entryPackages = entryPackagesOf(models);
    const wiring = wiringModules(files, (file) => {
      const module = modules.get(file);
      return module && wiringImports(module, resolver, entryPackages);
    });
    for (const file of wiring) {
      if (!survives(machine, () => machine.loadModule(file))) tooDeep.push(file);
    }
    for (const search of searches) {
      if (!survives(machine, () => search.begin?.(program, machine))) tooDeep.push(wiring[0] ?? '');
    }
    if (!survives(machine, () => runUncalled(machine, wiring))) tooDeep.push(wiring[0] ?? '');
    if (!survives(machine, () => runLateModules(machine, files))) tooDeep.push(wiring[0] ?? '');
  }
  const results = searches.flatMap((search) => search.finish?.(program, machine) ?? []);
  results.push(routesOfRouters(routers));
  const routes = distinctRoutes(results.flatMap((each) => each.routes));
  const operations = distinctOperations(results.flatMap((each) => each.operations ?? []));
  const serving = new Set([...routes, ...operations].map(({ framework }) => framework));
  return {
    routes,
    operations,
    frameworks: used.flatMap(({ name }) => (serving.has(name) ? [name] : [])),
    machine,
    openFolders: openFolders(program, used, serving, models),
    applicationFiles: new Set(results.flatMap((each) => [...each.wiringFiles])),
    diagnostics: [
      ...results.flatMap(({ diagnostics }) => diagnostics),
      ...machine.allowance.diagnostics(),
      ...tooDeep.map(toDiagnostic),
    ],
  };
}

/** What makes entry points, and what found some, may read functions anywhere. */
function openFolders(
  program: Program,
  used: readonly RouteDiscoverer[],
  serving: ReadonlySet<string>,
  models: readonly Model[],
): string[] {
  const isOpen = models.some(({ isMaker = false }) => isMaker);
  const folders = used.flatMap((each) => {
    const own = each.readsIn?.(program) ?? [];
    return own.length > 0 && serving.has(each.name) ? [''] : own;
  });
  return sortedUnique(isOpen ? ['', ...folders] : folders);
}

function toDiagnostic(path: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'EVALUATION_STOPPED',
    message: `what ${path} does at start-up nests too deeply to be followed; routes that it registers may be missing`,
    location: { path, line: 1 },
  };
}

/** The same registration evaluated twice is one route; the surest one stays, and the one whose handler has a name. */
function distinctRoutes(routes: readonly FoundRoute[]): FoundRoute[] {
  const placed = ({ method, path, file, line }: FoundRoute) => `${method} ${path} ${file}:${line}`;
  const isNamed = ({ handler }: FoundRoute) => handler.name !== 'anonymous';
  const named = new Set(routes.filter(isNamed).map(placed));
  const kept = routes.filter((each) => isNamed(each) || !named.has(placed(each)));
  return surest(kept, (each) => `${each.method} ${each.path} ${placeOf(each)}`).sort(
    by(
      ({ file }) => file,
      ({ line }) => line,
      ({ path }) => path,
      ({ method }) => method,
      ({ handler }) => handler.name,
    ),
  );
}

function distinctOperations(operations: readonly FoundOperation[]): FoundOperation[] {
  return surest(operations, (each) => `${each.protocol} ${each.name} ${placeOf(each)}`).sort(
    by(
      ({ file }) => file,
      ({ line }) => line,
      ({ protocol }) => protocol,
      ({ name }) => name,
      ({ handler }) => handler.name,
    ),
  );
}

function placeOf({ file, line, handler }: FoundRoute | FoundOperation): string {
  return `${file}:${line} ${handler.name}`;
}

function surest<Found extends { readonly confidence: number }>(
  all: readonly Found[],
  keyOf: (each: Found) => string,
): Found[] {
  const best = new Map<string, Found>();
  for (const each of all) {
    const key = keyOf(each);
    const known = best.get(key);
    if (!known || known.confidence < each.confidence) best.set(key, each);
  }
  return [...best.values()];
}
