import type { Machine } from '../../../evaluate/machine.ts';
import { survives } from '../../../evaluate/survives.ts';
import type { Program } from '../../../program.ts';
import type { SourceModule } from '../../../source/read-code.ts';
import type { AppFolder } from '../app-folders.ts';
import { configFileOf, configObjects, configValue } from '../config-value.ts';
import { type FileRoute, type FileRoutes, fileRoutes } from '../file-routes.ts';
import { comparedRoutes, routeOf } from '../method-routes.ts';
import { offeredBy } from '../offered-functions.ts';
import { underConfiguredBase } from '../under-base.ts';
import { type Convention, pathOfFile } from './flat-name.ts';
import { readRouteConfig, remixModel, type RouteConfig } from './route-config.ts';

const configFile = /^(?:react-router|remix)\.config\.[mc]?[jt]s$/;

/**
 * Remix 2 and React Router 7: `loader` answers `GET`, `action` what it compares with, else `POST`; routes by file name (flat,
 * hybrid or nested folders) and by `routes.ts`.
 *
 * Source of the conventions: the route file naming page of Remix and the routing page of React Router.
 */
export const remix = fileRoutes({
  name: 'remix',
  packages: ['@remix-run/react', '@remix-run/node', '@remix-run/server-runtime', '@react-router/dev'],
  configFile,
  model: remixModel,
  routesOf,
});

function routesOf(app: AppFolder, program: Program, machine: Machine): FileRoutes {
  const folder = appDirectory(app, machine);
  const config = configOf(app, folder, machine);
  const routes: FileRoute[] = [];
  for (const { file, path } of config.routes) {
    const module = app.modules.get(`${folder}/${file}`);
    if (module) routes.push(...serverRoutes(machine, module, path));
  }
  const convention = conventionOf(app, program);
  for (const [path, module] of config.isByFiles ? app.modules : []) {
    const [, name] = path.startsWith(`${folder}/routes/`)
      ? (/\/routes\/(.+)\.[jt]sx?$/.exec(path) ?? [])
      : [];
    if (name === undefined || /\.(?:server|client)$/.test(name)) continue;
    const template = pathOfFile(name, convention);
    if (template !== null) routes.push(...serverRoutes(machine, module, template));
  }
  return { routes: underConfiguredBase(app, machine, routes, configFile, 'basename'), diagnostics: [] };
}

function serverRoutes(machine: Machine, module: SourceModule, path: string): FileRoute[] {
  return offeredBy(machine, module, ['loader', 'action']).flatMap((each) => {
    if (each.name === 'loader') return [routeOf(module, each, 'GET', path, 1)];
    // An action never sees `GET`, whatever its code compares with.
    const compared = comparedRoutes(machine, module, each, path, 'POST').filter(
      ({ method }) => method !== 'GET',
    );
    return compared.length > 0 ? compared : [routeOf(module, each, 'POST', path, 1)];
  });
}

function appDirectory(app: AppFolder, machine: Machine): string {
  const file = configFileOf(app, configFile);
  const given = file === undefined ? undefined : configValue(configObjects(machine, file), 'appDirectory');
  return given?.kind === 'text' ? given.value.replace(/^\.\/|\/$/g, '') : 'app';
}

/** Without a `routes.ts` the names of the files say it all. */
function configOf({ modules }: AppFolder, folder: string, machine: Machine): RouteConfig {
  const module = modules.get(`${folder}/routes.ts`) ?? modules.get(`${folder}/routes.js`);
  let config: RouteConfig = { routes: [], isByFiles: true };
  if (module) survives(machine, () => (config = readRouteConfig(machine.exported(module.path, 'default'))));
  return config;
}

function conventionOf({ folder }: AppFolder, { project }: Program): Convention {
  const depends = (name: string) => project.packages.nearest(folder)?.dependencies.has(name) ?? false;
  if (depends('react-router-auto-routes') || depends('@remix-run/v1-route-convention')) return 'nested';
  return depends('remix-flat-routes') ? 'hybrid' : 'flat';
}
