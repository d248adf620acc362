import { bracketPath } from './bracket-path.ts';
import { type FileRoute, fileRoutes } from './file-routes.ts';
import { methodRoutes } from './method-routes.ts';

const routeFile = /^(?:src\/)?routes\/(.+)\.[mc]?[jt]sx?$/;

/**
 * SolidStart: API routes, the files below `src/routes` that export a function for a method; components are user interface.
 *
 * Source of the conventions: the routing and API routes pages of the SolidStart documentation.
 */
export const solidStart = fileRoutes({
  name: 'solid-start',
  packages: ['@solidjs/start', 'solid-start'],
  configFile: null,
  routesOf(app, _, machine) {
    const routes: FileRoute[] = [];
    for (const [path, module] of app.modules) {
      const segments = routeFile
        .exec(path)?.[1]
        ?.split('/')
        .filter((each) => !/^\(.*\)$/.test(each));
      if (!segments) continue;
      const last = segments.at(-1)?.replace(/\(.*\)$/, '') ?? '';
      segments.splice(-1, 1, ...(last === 'index' ? [] : [last]));
      routes.push(...methodRoutes(machine, module, bracketPath(segments, { isRestOptional: true })));
    }
    return { routes, diagnostics: [] };
  },
});
