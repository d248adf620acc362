import type { Diagnostic } from '../../../../model/diagnostic.ts';
import type { Machine } from '../../evaluate/machine.ts';
import type { Model } from '../../evaluate/model.ts';
import type { Program } from '../../program.ts';
import type { FoundRoute, RouteDiscoverer } from '../discoverer.ts';
import { type AppFolder, type AppSigns, appsOf, hasApps } from './app-folders.ts';

/** A framework whose routes are files in folders that it knows. */
export interface FileFramework extends AppSigns {
  readonly name: string;
  /** What of its packages the evaluation has to know; nothing when absent. */
  readonly model?: Model;
  /** The routes of one application. */
  routesOf(app: AppFolder, program: Program, machine: Machine): FileRoutes;
}

export interface FileRoutes {
  readonly routes: readonly FileRoute[];
  readonly diagnostics: readonly Diagnostic[];
}

export type FileRoute = Omit<FoundRoute, 'framework'>;

/** The methods that a route file can export a function for. */
export const exportableMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** A framework with file routes as a discoverer: applications are found by manifest and configuration file. */
export function fileRoutes(framework: FileFramework): RouteDiscoverer {
  const { name } = framework;
  const silent: Model = { name, packages: [], callExternal: () => null };
  return {
    name,
    readsIn: (program) => appsOf(program, framework).map(({ folder }) => folder),
    applies: (_, program) => hasApps(program, framework),
    start: () => ({
      model: framework.model ?? silent,
      finish(program, machine) {
        const found = appsOf(program, framework).map((app) => framework.routesOf(app, program, machine));
        return {
          routes: found.flatMap(({ routes }) => routes.map((route) => ({ ...route, framework: name }))),
          wiringFiles: new Set(),
          diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
        };
      },
    }),
  };
}
