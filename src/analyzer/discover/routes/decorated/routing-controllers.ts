import type { Value } from '../../evaluate/value.ts';
import { toPaths } from '../route-path.ts';
import { noPrefix, type RoutePath, underAll } from '../router.ts';
import { type Controller, decoratedRoutes, type PackageCall, pathsGivenTo } from './decorated-routes.ts';

/** What makes a server, and the place of its options among the arguments. */
const servers: Readonly<Record<string, number>> = {
  createExpressServer: 0,
  createKoaServer: 0,
  useExpressServer: 1,
  useKoaServer: 1,
  createServer: 1,
};

/**
 * routing-controllers: `@JsonController`, `@Controller` and their methods, under the `routePrefix` of each server that is
 * given the controller, or all of them where the code gives it patterns of files.
 *
 * Source: the README of routing-controllers.
 */
export const routingControllers = decoratedRoutes({
  name: 'routing-controllers',
  packages: ['routing-controllers'],
  methods: {
    Get: 'GET',
    Post: 'POST',
    Put: 'PUT',
    Patch: 'PATCH',
    Delete: 'DELETE',
    Head: 'HEAD',
    Options: 'OPTIONS',
    All: 'ALL',
    Method: null,
  },
  classes: ['Controller', 'JsonController'],
  servers: Object.keys(servers),
  basesOf(controller, { calls }) {
    const bases = pathsGivenTo(controller, ['Controller', 'JsonController']);
    return bases && underAll(prefixesOf(controller, calls), bases);
  },
});

function prefixesOf(controller: Controller, calls: readonly PackageCall[]): readonly RoutePath[] {
  const options = calls.flatMap(({ name, args }) => {
    const given = Object.hasOwn(servers, name) ? args[servers[name] ?? 0] : undefined;
    return given?.kind === 'object' ? [given.properties] : [];
  });
  const naming = options.filter((each) => names(each.get('controllers'), controller));
  const open = options.filter((each) => !listsClasses(each.get('controllers')));
  const serving = naming.length > 0 ? naming : open;
  const prefixes = serving.flatMap((each) => toPaths(each.get('routePrefix')));
  return prefixes.length > 0 ? distinct(prefixes) : noPrefix;
}

function names(list: Value | undefined, { type }: Controller): boolean {
  return (
    list?.kind === 'array' && list.items.some((each) => each.kind === 'class' && each.code === type.code)
  );
}

function listsClasses(list: Value | undefined): boolean {
  return list?.kind === 'array' && list.items.some(({ kind }) => kind === 'class');
}

function distinct(paths: readonly RoutePath[]): RoutePath[] {
  return [...new Map(paths.map((each) => [each.path, each])).values()];
}
