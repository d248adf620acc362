import type { Machine } from '../../evaluate/machine.ts';
import { toPaths } from '../route-path.ts';
import { noPrefix, type RoutePath } from '../router.ts';
import type { AppFolder } from './app-folders.ts';
import { underPrefix } from './bracket-path.ts';
import { configFileOf, configObjects, configValue } from './config-value.ts';
import type { FileRoute } from './file-routes.ts';

/** Routes below the base path that a configuration file says under some keys; as they are where it says none. */
export function underConfiguredBase(
  app: AppFolder,
  machine: Machine,
  routes: readonly FileRoute[],
  name: RegExp,
  ...keys: readonly string[]
): FileRoute[] {
  const file = routes.length > 0 ? configFileOf(app, name) : undefined;
  const value = file === undefined ? undefined : configValue(configObjects(machine, file), ...keys);
  const [base] = value ? toPaths(value) : noPrefix;
  return routes.map((route) => underBase(route, base));
}

export function underBase(route: FileRoute, base: RoutePath = { path: '', confidence: 1 }): FileRoute {
  const confidence = Math.round(route.confidence * base.confidence * 100) / 100;
  return { ...route, path: underPrefix(base.path, route.path), confidence };
}
