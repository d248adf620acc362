import type { Machine } from '../../evaluate/machine.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { bracketPath } from './bracket-path.ts';
import { exportableMethods, type FileRoute, fileRoutes } from './file-routes.ts';
import { methodRoutes, routeOf } from './method-routes.ts';
import { offeredBy } from './offered-functions.ts';
import { underConfiguredBase } from './under-base.ts';

const configFile = /^svelte\.config\.[jt]s$/;
const routeFile = /^src\/routes\/(?:(.+)\/)?\+(server|page\.server)\.[jt]s$/;

/**
 * SvelteKit: `+server` with a function for each method or `fallback` for the rest, `load` and `actions` of `+page.server`.
 *
 * Source of the conventions: the routing and advanced routing pages of the SvelteKit documentation.
 */
export const sveltekit = fileRoutes({
  name: 'sveltekit',
  packages: ['@sveltejs/kit'],
  configFile,
  routesOf(app, _, machine) {
    const routes: FileRoute[] = [];
    for (const [path, module] of app.modules) {
      const [match, folders = '', kind] = routeFile.exec(path) ?? [];
      if (match === undefined) continue;
      const segments = folders.split('/').filter((each) => !/^\(.*\)$/.test(each));
      const template = bracketPath(segments.map(decoded), { isRestOptional: true });
      routes.push(
        ...(kind === 'server' ? endpoints(machine, module, template) : pageRoutes(machine, module, template)),
      );
    }
    return {
      routes: underConfiguredBase(app, machine, routes, configFile, 'kit', 'paths', 'base'),
      diagnostics: [],
    };
  },
});

function endpoints(machine: Machine, module: SourceModule, path: string): FileRoute[] {
  const rest = offeredBy(machine, module, ['fallback']).map((each) => routeOf(module, each, 'ALL', path, 1));
  return [...methodRoutes(machine, module, path, exportableMethods), ...rest];
}

/** What the server runs for a page: before it is shown, and for its forms. */
function pageRoutes(machine: Machine, module: SourceModule, path: string): FileRoute[] {
  return offeredBy(machine, module, ['load', 'actions']).map((each) =>
    routeOf(module, each, each.name === 'load' ? 'GET' : 'POST', path, 1),
  );
}

/** `[x+3a]` is a colon and `[u+1f600]` a character outside of ASCII. */
function decoded(segment: string): string {
  return segment.replaceAll(/\[[xu]\+([0-9a-f]+(?:-[0-9a-f]+)*)\]/gi, (_, codes: string) =>
    String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16))),
  );
}
