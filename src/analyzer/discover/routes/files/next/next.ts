import type { Machine } from '../../../evaluate/machine.ts';
import type { SourceModule } from '../../../source/read-code.ts';
import type { AppFolder } from '../app-folders.ts';
import { bracketPath } from '../bracket-path.ts';
import { type FileRoute, type FileRoutes, fileRoutes } from '../file-routes.ts';
import { comparedRoutes, methodRoutes, routeOf } from '../method-routes.ts';
import { offeredBy } from '../offered-functions.ts';
import { underBase } from '../under-base.ts';
import { chainedRoutes, nextModel } from './next-connect.ts';
import { nextConfigName, readNextConfig } from './next-config.ts';

/**
 * Next.js: `route.ts` below `app` with a function for each method, files of `pages/api` with one for all, pages with
 * `getServerSideProps`; in every folder that depends on Next or has a `next.config`.
 *
 * Pages without it are user interface and no HTTP operations. Source of the conventions: the routing reference of Next.js 15.
 */
export const next = fileRoutes({
  name: 'next',
  packages: ['next'],
  configFile: nextConfigName,
  model: nextModel,
  routesOf,
});

function routesOf(app: AppFolder, _: unknown, machine: Machine): FileRoutes {
  const config = readNextConfig(app, machine);
  const routes: FileRoute[] = [];
  for (const [path, module] of app.modules) {
    const [, router, inside = ''] = /^(?:src\/)?(app|pages)\/(.+)$/.exec(path) ?? [];
    const extension = config.pageExtensions.find((each) => path.endsWith(`.${each}`));
    if (router === undefined || extension === undefined) continue;
    const name = inside.slice(0, -extension.length - 1);
    const found = router === 'app' ? routesOfApp(machine, module, name) : routesOfPage(machine, module, name);
    routes.push(...found.map((route) => underBase(route, config.basePath)));
  }
  return { routes, diagnostics: routes.length > 0 ? config.diagnostics : [] };
}

/** `(group)` and `@slot` are no part of the path; `_private` folders and `(.)intercepted` ones have no routes. */
function routesOfApp(machine: Machine, module: SourceModule, name: string): FileRoute[] {
  const folders = name.split('/');
  if (folders.pop() !== 'route') return [];
  if (folders.some((each) => each.startsWith('_') || /^\(\.{1,3}\)/.test(each))) return [];
  const segments = folders.filter((each) => !/^\(.*\)$/.test(each) && !each.startsWith('@'));
  const path = bracketPath(segments.map(unescaped), { isRestOptional: false });
  return methodRoutes(machine, module, path);
}

/** `%5Fprivate` is the folder for a path that starts with an underscore. */
function unescaped(segment: string): string {
  return segment.replace(/^%5F/i, '_');
}

function routesOfPage(machine: Machine, module: SourceModule, name: string): FileRoute[] {
  const segments = name.split('/');
  const path = bracketPath(segments.at(-1) === 'index' ? segments.slice(0, -1) : segments, {
    isRestOptional: false,
  });
  if (segments[0] !== 'api') {
    return offeredBy(machine, module, ['getServerSideProps']).map((each) =>
      routeOf(module, each, 'GET', path, 1),
    );
  }
  return offeredBy(machine, module, ['default']).flatMap((each) => {
    const chained = chainedRoutes(module, each, path);
    return chained.length > 0 ? chained : comparedRoutes(machine, module, each, path);
  });
}
