import type { Machine } from '../../evaluate/machine.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { bracketPath } from './bracket-path.ts';
import { type FileRoute, fileRoutes } from './file-routes.ts';
import { comparedRoutes, methodRoutes } from './method-routes.ts';
import { offeredBy } from './offered-functions.ts';

const functionFile = /^api\/(.+)\.[mc]?[jt]s$/;

/**
 * Vercel functions: files below `api` with a function for each method, or one that is the default export.
 *
 * A server as default export, such as an Express application, has routes of its own. Source: the functions page of Vercel.
 */
export const vercel = fileRoutes({
  name: 'vercel',
  packages: ['@vercel/node'],
  configFile: /^vercel\.json$/,
  routesOf(app, { project }, machine) {
    const routes: FileRoute[] = [];
    const isOfFramework = project.packages.nearest(app.folder)?.dependencies.has('next') ?? false;
    for (const [path, module] of isOfFramework ? [] : app.modules) {
      const segments = functionFile.exec(path)?.[1]?.split('/');
      if (!segments || segments.some((each) => /^[_.]/.test(each))) continue;
      if (segments.at(-1) === 'index') segments.pop();
      const template = bracketPath(['api', ...segments], { isRestOptional: false });
      routes.push(...functionRoutes(machine, module, template));
    }
    return { routes, diagnostics: [] };
  },
});

function functionRoutes(machine: Machine, module: SourceModule, path: string): FileRoute[] {
  const byMethod = methodRoutes(machine, module, path);
  if (byMethod.length > 0) return byMethod;
  return offeredBy(machine, module, ['default'])
    .filter(({ value, handler }) => value.kind !== 'made' && handler.functions.length > 0)
    .flatMap((each) => comparedRoutes(machine, module, each, path));
}
