import { posix } from 'node:path';
import type { FileList } from '../../../../project/index.ts';
import type { AppFolder } from './app-folders.ts';
import { bracketPath } from './bracket-path.ts';
import { type FileRoute, fileRoutes } from './file-routes.ts';
import { comparedRoutes, routeOf } from './method-routes.ts';
import { offeredBy } from './offered-functions.ts';
import { underConfiguredBase } from './under-base.ts';

const nuxtConfig = /^nuxt\.config\.[mc]?[jt]s$/;
const nitroConfig = /^nitro\.config\.[mc]?[jt]s$/;
const routeFile = /^((?:[^/]+\/)*?)(api|routes)\/(.+)\.[mc]?[jt]s$/;
const methodSuffix = /\.(connect|delete|get|head|options|patch|post|put|trace)(?:\.(?:dev|prod|prerender))?$/;

/**
 * Nuxt and Nitro: `server/api/**` under `/api` and `server/routes/**` at the root, the method at the end of the name.
 *
 * Nitro without Nuxt also has them beside its configuration. Source of the conventions: the routing page of Nitro.
 */
export const nitro = fileRoutes({
  name: 'nitro',
  packages: ['nuxt', 'nuxt3', 'nitropack', 'nitro'],
  configFile: /^(?:nuxt|nitro)\.config\.[mc]?[jt]s$/,
  routesOf(app, program, machine) {
    const routes: FileRoute[] = [];
    const folders = serverFolders(app, program.project.files);
    for (const [path, module] of app.modules) {
      const [, folder, kind, inside = ''] = routeFile.exec(path) ?? [];
      if (folder === undefined || !folders.has(folder)) continue;
      const method = methodSuffix.exec(inside)?.[1]?.toUpperCase();
      const name = inside.replace(methodSuffix, '').replace(/\.(?:dev|prod|prerender)$/, '');
      const segments = name.split('/').filter((each) => !/^\(.*\)$/.test(each));
      if (segments.at(-1) === 'index') segments.pop();
      const below = kind === 'api' ? ['api', ...segments] : segments;
      const template = bracketPath(below, { isRestOptional: true });
      for (const offered of offeredBy(machine, module, ['default'])) {
        if (method) routes.push(routeOf(module, offered, method, template, 1));
        else routes.push(...comparedRoutes(machine, module, offered, template));
      }
    }
    const based = underConfiguredBase(app, machine, routes, nuxtConfig, 'app', 'baseURL');
    return { routes: underConfiguredBase(app, machine, based, nitroConfig, 'baseURL'), diagnostics: [] };
  },
});

/** Where the folders of routes may stand: in `server`, in that of a layer, or beside `nitro.config`. */
function serverFolders({ folder, modules }: AppFolder, files: FileList): Set<string> {
  const folders = new Set(['server/', 'src/server/']);
  for (const path of modules.keys()) {
    const [, layer] = /^(layers\/[^/]+\/(?:src\/)?server\/)/.exec(path) ?? [];
    if (layer !== undefined) folders.add(layer);
  }
  const configs = files.matching(/(?:^|\/)nitro\.config\.[mc]?[jt]s$/);
  const isPlain = configs.some((file) => nitroConfig.test(posix.relative(folder, file)));
  if (isPlain) folders.add('').add('src/');
  return folders;
}
