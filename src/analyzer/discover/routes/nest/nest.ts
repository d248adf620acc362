import type { Diagnostic } from '../../../../model/diagnostic.ts';
import type { Machine } from '../../evaluate/machine.ts';
import type { ClassValue } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import type { ClassCode } from '../../source/code.ts';
import type { FoundRoute, RouteDiscoverer, SearchResult } from '../discoverer.ts';
import { joinPath } from '../router.ts';
import { toPaths } from '../route-path.ts';
import { type ControllerRoute, readController, versionsOf } from './controller.ts';
import { classValue } from '../decorations.ts';
import { isExcluded } from './excluded.ts';
import { controllersOf } from './module-graph.ts';
import { type NestApplication, nestModel } from './nest-model.ts';
import { applicationsBeside, servingApplications } from './serving.ts';

/** A controller that no application was seen to reach may still be reached by the one beside it, or not at all. */
const unreachedConfidence = 0.5;

/**
 * Nest: controllers and their methods, under the global prefix, versions and `RouterModule` paths of each application
 * whose modules reach them.
 *
 * Source of the order of segments: RoutePathFactory of @nestjs/core.
 */
export const nest: RouteDiscoverer = {
  name: 'nest',
  applies: (packages) => packages.has('@nestjs/common'),
  start() {
    const applications: NestApplication[] = [];
    return {
      model: nestModel(applications),
      finish: (program, machine) => finish(program, machine, applications),
    };
  },
};

function finish(program: Program, machine: Machine, applications: readonly NestApplication[]): SearchResult {
  const serving = servingApplications(applications);
  const routes: FoundRoute[] = [];
  const reached = new Set<ClassCode>();
  for (const application of serving) {
    for (const { type, modulePath } of controllersOf(machine, application.module)) {
      reached.add(type.code);
      for (const route of readController(machine, type) ?? []) {
        routes.push(...routesUnder(application, modulePath, type, route));
      }
    }
  }
  const diagnostics: Diagnostic[] = [];
  const besideOf = applicationsBeside(program, serving);
  for (const { path: file, classes } of program.application) {
    for (const code of classes) {
      const type = code.decorators.length > 0 && !reached.has(code) ? classValue(machine, file, code) : null;
      const own = type && readController(machine, type);
      if (!type || !own || own.length === 0) continue;
      const beside = besideOf(file);
      routes.push(...own.flatMap((route) => routesUnder(beside, '', type, route).map(unreached)));
      diagnostics.push(notReached(code, file, beside !== null));
    }
  }
  return { routes, wiringFiles: new Set(applications.map(({ site }) => site.file)), diagnostics };
}

function unreached(route: FoundRoute): FoundRoute {
  return { ...route, confidence: Math.round(route.confidence * unreachedConfidence * 100) / 100 };
}

function notReached({ name, line }: ClassCode, path: string, hasApplication: boolean): Diagnostic {
  const taken = hasApplication ? 'that of the application beside it is taken' : 'none is taken';
  return {
    severity: 'warning',
    code: 'CONTROLLER_UNREACHED',
    message: `${name} is in no module that an application was seen to import; its prefix is not known, ${taken}`,
    location: { path, line },
  };
}

/** `/{global prefix}/v{version}/{module path}/{controller}/{method}`. */
function routesUnder(
  application: NestApplication | null,
  modulePath: string,
  { frame }: ClassValue,
  { handler, middleware, line, method, paths, version }: ControllerRoute,
): FoundRoute[] {
  const [prefix] = toPaths(application?.prefix?.path);
  return paths.flatMap(({ controller, method: own }) => {
    const local = joinPath(modulePath, joinPath(controller.path, own.path));
    const hasPrefix = application?.prefix && !isExcluded(application.prefix.options, method, local);
    const confidence = controller.confidence * own.confidence * (hasPrefix ? (prefix?.confidence ?? 1) : 1);
    return versionSegments(application, version).map((segment) => ({
      method,
      path: joinPath(hasPrefix ? (prefix?.path ?? '') : '', joinPath(segment, local)),
      file: frame.file,
      line,
      handler,
      middleware,
      framework: 'nest',
      confidence: Math.round(confidence * 100) / 100,
    }));
  });
}

/** One segment for each version that the path carries; versions in headers leave it alone. */
function versionSegments(application: NestApplication | null, version: ControllerRoute['version']): string[] {
  const options = application?.versioning;
  if (!options) return [''];
  const properties = options.kind === 'object' ? options.properties : null;
  const type = properties?.get('type');
  if (type?.kind === 'external' && type.path.at(-1) !== 'URI') return [''];
  const prefix = properties?.get('prefix');
  const letter =
    prefix?.kind === 'text' ? prefix.value : prefix?.kind === 'scalar' && prefix.value === false ? '' : 'v';
  const versions = versionsOf(version ?? properties?.get('defaultVersion'));
  return versions.length === 0 ? [''] : versions.map((each) => (each === null ? '' : `${letter}${each}`));
}
