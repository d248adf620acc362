import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { RouteDiscoverer } from './discoverer.ts';

/** Packages that make routes from a document or from conventions, with what they make them from. */
const makers = new Map([
  ['swagger-express-mw', 'an OpenAPI document'],
  ['swagger-tools', 'an OpenAPI document'],
  ['swagger-node-runner', 'an OpenAPI document'],
  ['express-openapi', 'an OpenAPI document'],
  ['exegesis-express', 'an OpenAPI document'],
  ['openapi-backend', 'an OpenAPI document'],
  ['sails', 'config/routes.js and blueprints'],
  ['@feathersjs/feathers', 'services'],
  ['@strapi/strapi', 'route configuration and content types'],
]);

/** Says that routes may be missing where a package makes them that is not followed. */
export const unreadRoutes: RouteDiscoverer = {
  name: 'unread routes',
  applies: (packages) => [...makers.keys()].some((each) => packages.has(each)),
  start: () => ({
    model: { name: 'unread routes', packages: [], callExternal: () => null },
    finish: ({ application, resolver }) => {
      const found = new Map<string, Diagnostic>();
      for (const { path, record } of application) {
        for (const { specifier, line } of record.imports) {
          const resolution = resolver.resolve(path, specifier);
          const source = resolution.kind === 'package' ? makers.get(resolution.name) : undefined;
          if (resolution.kind === 'package' && source !== undefined && !found.has(resolution.name))
            found.set(resolution.name, unread(resolution.name, source, path, line));
        }
      }
      return { routes: [], wiringFiles: new Set(), diagnostics: [...found.values()] };
    },
  }),
};

function unread(name: string, source: string, path: string, line: number): Diagnostic {
  return {
    severity: 'warning',
    code: 'ROUTES_UNREAD',
    message: `${name} makes routes from ${source}, which is not read; they are missing`,
    location: { path, line },
  };
}
