import { posix } from 'node:path';
import type { Machine } from '../../evaluate/machine.ts';
import type { Program } from '../../program.ts';
import type { FoundRoute, RouteDiscoverer } from '../discoverer.ts';
import { underPrefix } from '../files/bracket-path.ts';
import { offeredBy } from '../files/offered-functions.ts';
import { type FunctionEvent, functionEvents } from './function-events.ts';

const configs = /(?:^|\/)serverless\.ya?ml$/;

/**
 * Serverless Framework: the `http` and `httpApi` events of `serverless.yml`, answered by the functions that they name.
 *
 * Functions of other languages and files that the configuration includes are left out.
 */
export const serverless: RouteDiscoverer = {
  name: 'serverless',
  applies: (_, { project }) => project.files.matching(configs).length > 0,
  start: () => ({
    model: { name: 'serverless', packages: [], callExternal: () => null },
    finish: (program, machine) => ({
      routes: program.project.files.matching(configs).flatMap((file) => routesOf(program, machine, file)),
      wiringFiles: new Set(),
      diagnostics: [],
    }),
  }),
};

function routesOf({ project }: Program, machine: Machine, file: string): FoundRoute[] {
  return functionEvents(project.readText(file) ?? '').flatMap((event) =>
    routeOf(machine, posix.dirname(file), event),
  );
}

function routeOf(
  machine: Machine,
  folder: string,
  { method, path, handler: named }: FunctionEvent,
): FoundRoute[] {
  const [, file = '', name = ''] = /^(.*)\.([^./]+)$/.exec(named) ?? [];
  const place = posix.join(folder, file);
  const module = ['ts', 'mts', 'js', 'mjs', 'cjs']
    .map((extension) => machine.modules.get(`${place}.${extension}`))
    .find((each) => each !== undefined);
  const [offered] = module ? offeredBy(machine, module, [name]) : [];
  if (!module || !offered) return [];
  const { line, handler } = offered;
  const route = { method, path: toTemplate(path), file: module.path, line, handler, framework: 'serverless' };
  return [{ ...route, confidence: 1 }];
}

/** `{id}` is one segment, `{proxy+}` all that are left. */
function toTemplate(path: string): string {
  return underPrefix(
    '',
    path.replaceAll(
      /\{([\w.-]+)(\+?)\}/g,
      (_, name: string, plus: string) => `${plus ? '*' : ':'}${name.replaceAll(/\W/g, '_')}`,
    ),
  );
}
