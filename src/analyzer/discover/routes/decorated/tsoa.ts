import { posix } from 'node:path';
import { readJson } from '../../evaluate/json.ts';
import type { Machine } from '../../evaluate/machine.ts';
import type { Value } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import type { FoundRoute } from '../discoverer.ts';
import { handlerOf } from '../handler.ts';
import { solveMounts } from '../mounts.ts';
import { toPaths } from '../route-path.ts';
import { noPrefix, type RoutePath, type Router, underAll } from '../router.ts';
import { withColons } from './braces.ts';
import { decoratedRoutes, pathsGivenTo, type Scene } from './decorated-routes.ts';

/**
 * tsoa: `@Route` and its methods, below the base path of the nearest `tsoa.json`.
 *
 * The file of routes that tsoa generates registers the same ones: where it is there it says under which prefix, and is not
 * counted again. Source: the README and the routing page of tsoa.
 */
export const tsoa = decoratedRoutes({
  name: 'tsoa',
  packages: ['tsoa', '@tsoa/runtime'],
  methods: {
    Get: 'GET',
    Post: 'POST',
    Put: 'PUT',
    Patch: 'PATCH',
    Delete: 'DELETE',
    Head: 'HEAD',
    Options: 'OPTIONS',
  },
  classes: ['Route'],
  basesOf(controller, { machine }) {
    const bases = pathsGivenTo(controller, ['Route']);
    return bases && underAll(basePath(machine, controller.type.frame.file), bases);
  },
  merge: (routes, scene) => withGenerated(withColons(routes), scene),
});

/** `routes.basePath`, `spec.basePath` or `basePath` of the `tsoa.json` nearest to a file. */
function basePath(machine: Machine, file: string): readonly RoutePath[] {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const path = posix.join(folder, 'tsoa.json');
    if (machine.files.has(path)) {
      const config = readJson(machine, path);
      const given = [
        propertyOf(propertyOf(config, 'routes'), 'basePath'),
        propertyOf(config, 'basePath'),
        propertyOf(propertyOf(config, 'spec'), 'basePath'),
      ];
      const found = given.find((each) => each !== undefined);
      return found ? toPaths(found) : noPrefix;
    }
    if (folder === '.' || folder === '/') return noPrefix;
  }
}

function propertyOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' ? value.properties.get(name) : undefined;
}

/** Routes at the paths of the generated registrations, which are taken from their routers. */
function withGenerated(routes: readonly FoundRoute[], { program, routers }: Scene): FoundRoute[] {
  const files = new Set(
    program.application.flatMap(({ path, variables, record }) =>
      variables.has('RegisterRoutes') &&
      record.imports.some(({ specifier }) => /^@?tsoa(?:$|\/)/.test(specifier))
        ? [path]
        : [],
    ),
  );
  const generated = solveMounts(routers).filter(({ registration }) => files.has(registration.site.file));
  const byPackage = new Map<object | undefined, typeof generated>();
  for (const each of generated) {
    const owner = packageOf(program, each.registration.site.file);
    const known = byPackage.get(owner);
    if (known) known.push(each);
    else byPackage.set(owner, [each]);
  }
  for (const router of routers) removeFrom(router, files);
  return routes.flatMap((route) => {
    const same = (byPackage.get(packageOf(program, route.file)) ?? []).filter(
      ({ method, path, registration }) =>
        method === route.method &&
        path.endsWith(route.path) &&
        isOf(handlerOf(registration.handlers).name, route.handler.name),
    );
    return same.length === 0 ? [route] : same.map(({ path }) => ({ ...route, path }));
  });
}

function packageOf({ project }: Program, file: string): object | undefined {
  return project.packages.nearest(posix.dirname(file).replace(/^\.$/, ''));
}

/** The handler of `OrderController.list` is called `OrderController_list`, or nothing in older versions. */
function isOf(generated: string, handler: string): boolean {
  return generated === 'anonymous' || generated === handler.replace('.', '_');
}

function removeFrom({ routes }: Router, files: ReadonlySet<string>): void {
  for (let i = routes.length - 1; i >= 0; i--) if (files.has(routes[i]?.site.file ?? '')) routes.splice(i, 1);
}
