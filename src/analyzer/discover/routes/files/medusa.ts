import { bracketPath } from './bracket-path.ts';
import { type FileRoute, fileRoutes } from './file-routes.ts';
import { methodRoutes } from './method-routes.ts';

/** What may stand before the folder of routes in a package: nothing, `src`. */
const routeFile = /^(?:src\/)?api\/(?:(.+)\/)?route\.[mc]?[jt]s$/;

/**
 * Medusa 2: `src/api/**` of the application, its plugins and Medusa itself, one exported function for each method.
 *
 * Source of the conventions: the RouterLoader (RoutesLoader) of @medusajs/framework.
 */
export const medusa = fileRoutes({
  name: 'medusa',
  packages: ['@medusajs/medusa', '@medusajs/framework'],
  configFile: /^medusa-config\.[mc]?[jt]s$/,
  routesOf(app, _, machine) {
    const routes: FileRoute[] = [];
    for (const [path, module] of app.modules) {
      const [match, folders = ''] = routeFile.exec(path) ?? [];
      if (match === undefined) continue;
      routes.push(
        ...methodRoutes(machine, module, bracketPath(folders.split('/'), { isRestOptional: true })),
      );
    }
    return { routes, diagnostics: [] };
  },
});
