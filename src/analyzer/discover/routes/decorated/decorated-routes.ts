import type { Machine } from '../../evaluate/machine.ts';
import type { Site } from '../../evaluate/model.ts';
import { survives } from '../../evaluate/survives.ts';
import type { ClassValue, Value } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import type { ClassCode } from '../../source/code.ts';
import {
  classValue,
  type DecoratedMember,
  decoratedMembers,
  type Decoration,
  decoration,
  decorationsOfClass,
} from '../decorations.ts';
import type { FoundRoute, RouteDiscoverer } from '../discoverer.ts';
import { toPaths } from '../route-path.ts';
import { joinPath, type RoutePath, type Router } from '../router.ts';

/** A framework whose routes are methods of classes under decorators. */
export interface DecoratedFramework {
  readonly name: string;
  readonly packages: readonly string[];
  /** Decorators of methods and the method of HTTP each stands for; null where the first argument names it. */
  readonly methods: Readonly<Record<string, string | null>>;
  /** Decorators of classes. */
  readonly classes: readonly string[];
  /** Functions and classes of its packages that make an application; none when absent. */
  readonly servers?: readonly string[];
  /** What stands before the paths of the methods of a class; null for a class that is no controller. */
  basesOf(controller: Controller, scene: Scene): readonly RoutePath[] | null;
  /** Routes that no method of the class has. */
  generated?(controller: Controller, scene: Scene): readonly GeneratedRoute[];
  /** Takes what else registers the same routes out of the list of routers, and returns the routes as they are to be. */
  merge?(routes: readonly FoundRoute[], scene: Scene): readonly FoundRoute[];
}

export interface Controller {
  readonly type: ClassValue;
  /** Decorators of the class. */
  readonly decorations: readonly Decoration[];
}

export interface GeneratedRoute {
  readonly method: string;
  readonly path: string;
  readonly name: string;
}

/** What a framework can look at beside the controller itself. */
export interface Scene {
  readonly program: Program;
  readonly machine: Machine;
  readonly routers: Router[];
  /** Calls of other functions of its packages that the evaluation saw: servers that are made, options that are set. */
  readonly calls: readonly PackageCall[];
}

export interface PackageCall {
  readonly name: string;
  readonly args: readonly Value[];
  readonly site: Site;
}

/** A framework with decorated controllers as a discoverer. */
export function decoratedRoutes(framework: DecoratedFramework): RouteDiscoverer {
  const { name, packages, methods, classes, servers = [] } = framework;
  const known = new Set([...Object.keys(methods), ...classes]);
  return {
    name,
    applies: (used) => packages.some((each) => used.has(each)),
    start(routers) {
      const calls: PackageCall[] = [];
      return {
        model: {
          name,
          packages,
          callExternal({ package: from, path }, args, site) {
            const called = path.join('.');
            if (known.has(called)) return decoration(name, from, called, args);
            calls.push({ name: called, args, site });
            return null;
          },
        },
        finish(program, machine) {
          const scene = { program, machine, routers, calls };
          const found = controllersOf(framework, scene).flatMap((each) => routesOf(framework, each, scene));
          const routes = framework.merge ? framework.merge(found, scene) : found;
          return {
            routes: [...routes],
            wiringFiles: new Set(
              calls.flatMap((call) => (servers.includes(call.name) ? [call.site.file] : [])),
            ),
            diagnostics: [],
          };
        },
      };
    },
  };
}

function controllersOf({ packages }: DecoratedFramework, { program, machine }: Scene): Controller[] {
  const found: Controller[] = [];
  for (const { path: file, classes } of program.application) {
    for (const code of classes) {
      if (!mayBeController(code)) continue;
      survives(machine, () => {
        const type = classValue(machine, file, code);
        if (type) found.push({ type, decorations: ofPackages(packages, decorationsOfClass(machine, type)) });
      });
    }
  }
  return found;
}

/** A class with decorators on it or in it, or that extends what a function makes. */
function mayBeController({ base, decorators, members }: ClassCode): boolean {
  if (decorators.length > 0 || base?.kind === 'call') return true;
  return [...members.values()].some((member) => member.decorators.length > 0);
}

function routesOf(framework: DecoratedFramework, controller: Controller, scene: Scene): FoundRoute[] {
  const { type } = controller;
  const bases = framework.basesOf(controller, scene) ?? foreignBases(type);
  if (!bases) return [];
  const written = decoratedMembers(scene.machine, type).flatMap((each) =>
    ofPackages(framework.packages, each.decorations).flatMap((one) =>
      memberRoutes(framework, type, each, one, bases),
    ),
  );
  const generated = (framework.generated?.(controller, scene) ?? []).flatMap(({ method, path, name }) =>
    bases.map((base) => ({
      method,
      path: joinPath(base.path, path),
      file: type.frame.file,
      line: type.code.line,
      handler: { name: `${type.code.name}.${name}`, functions: [] },
      framework: framework.name,
      confidence: base.confidence,
    })),
  );
  return [...written, ...generated];
}

/** A decorator of another package that makes a controller: its path is not known, unless it is given one. */
function foreignBases({ code }: ClassValue): RoutePath[] | null {
  for (const decorator of code.decorators) {
    if (decorator.kind !== 'call' || decorator.callee.kind !== 'name') continue;
    const { name } = decorator.callee;
    if (!/controller$/i.test(name)) continue;
    const [first] = decorator.arguments;
    const path = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : `{${name}}`;
    return [{ path, confidence: foreignConfidence }];
  }
  return null;
}

const foreignConfidence = 0.7;

function memberRoutes(
  { name: framework, methods }: DecoratedFramework,
  { code, frame }: ClassValue,
  { member, file }: DecoratedMember,
  { name, args }: Decoration,
  bases: readonly RoutePath[],
): FoundRoute[] {
  if (!Object.hasOwn(methods, name)) return [];
  const [first, second] = args;
  const fixed = methods[name] ?? null;
  const method = fixed ?? (first?.kind === 'text' ? first.value.toUpperCase() : 'ALL');
  const handler = { name: `${code.name}.${member.name}`, functions: member.code ? [member.code] : [] };
  const isHere = file === frame.file;
  return bases.flatMap((base) =>
    toPaths(fixed === null ? second : first).map(({ path, confidence }) => ({
      method,
      path: joinPath(base.path, path),
      file: frame.file,
      line: isHere ? member.line : code.line,
      handler,
      framework,
      confidence: Math.round(base.confidence * confidence * 100) / 100,
    })),
  );
}

function ofPackages(packages: readonly string[], decorations: readonly Decoration[]): Decoration[] {
  return decorations.filter(({ package: from }) => packages.includes(from));
}

/** The paths that the first decorator of some names is given; null without any. */
export function pathsGivenTo({ decorations }: Controller, names: readonly string[]): RoutePath[] | null {
  const found = decorations.find(({ name }) => names.includes(name));
  if (!found) return null;
  const [first] = found.args;
  return toPaths(first?.kind === 'object' ? first.properties.get('path') : first);
}
