import type { Machine } from '../../evaluate/machine.ts';
import type { Program } from '../../program.ts';
import type { RouteDiscoverer } from '../discoverer.ts';
import { adonisModel, isRouterModule } from './adonis-model.ts';

/**
 * AdonisJS 4 to 6: verbs, `any`, `route`, `on` and `resource` of its router, groups with prefixes; controllers as classes, lazy
 * imports or strings.
 *
 * Only what its router modules give is a router: the names of verbs are also those of sessions, caches and tests.
 */
export const adonis: RouteDiscoverer = {
  name: 'adonis',
  applies: (packages, program) =>
    packages.has('@adonisjs/core') ||
    packages.has('@adonisjs/fold') ||
    program.application.some(({ record }) =>
      record.imports.some(({ specifier }) => isRouterModule(specifier)),
    ),
  start: (routers) => ({ model: adonisModel(routers), begin }),
};

/** Runs the files of routes: those named `start/routes` first, since they may run others inside of a group. */
function begin({ application }: Program, machine: Machine): void {
  const files = application.filter(
    ({ path, record }) =>
      /(?:^|\/)start\/routes\.[jt]s$/.test(path) ||
      record.imports.some(({ specifier }) => isRouterModule(specifier)),
  );
  const isFirst = (path: string) => /(?:^|\/)start\/routes\.[jt]s$/.test(path);
  for (const { path } of files) if (isFirst(path)) machine.loadModule(path);
  for (const { path } of files) machine.loadModule(path);
}
