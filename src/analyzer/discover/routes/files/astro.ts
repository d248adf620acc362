import { bracketPath } from './bracket-path.ts';
import { exportableMethods, type FileRoute, fileRoutes } from './file-routes.ts';
import { methodRoutes } from './method-routes.ts';
import { underConfiguredBase } from './under-base.ts';

const configFile = /^astro\.config\.[mc]?[jt]s$/;
const routeFile = /^src\/pages\/(.+)\.[mc]?[jt]s$/;

/**
 * Astro: endpoints, the scripts below `src/pages`, with a function for each method or `ALL`; `.astro` pages are user interface.
 *
 * Source of the conventions: the endpoints and routing pages of the Astro documentation.
 */
export const astro = fileRoutes({
  name: 'astro',
  packages: ['astro'],
  configFile,
  routesOf(app, _, machine) {
    const routes: FileRoute[] = [];
    for (const [path, module] of app.modules) {
      const segments = routeFile.exec(path)?.[1]?.split('/');
      if (!segments || segments.some((each) => each.startsWith('_'))) continue;
      if (segments.at(-1) === 'index') segments.pop();
      const template = bracketPath(segments, { isRestOptional: true });
      routes.push(...methodRoutes(machine, module, template, [...exportableMethods, 'ALL']));
    }
    return { routes: underConfiguredBase(app, machine, routes, configFile, 'base'), diagnostics: [] };
  },
});
