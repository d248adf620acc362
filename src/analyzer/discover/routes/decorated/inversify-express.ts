import { noPrefix, underAll } from '../router.ts';
import { toPaths } from '../route-path.ts';
import { decoratedRoutes, pathsGivenTo } from './decorated-routes.ts';

/**
 * inversify-express-utils and @inversifyjs/http-core: `@controller` and `@httpGet` or `@Controller` and `@Get`, below the
 * `rootPath` of `InversifyExpressServer`.
 */
export const inversifyExpress = decoratedRoutes({
  name: 'inversify-express',
  packages: ['inversify-express-utils', '@inversifyjs/http-core'],
  methods: {
    httpGet: 'GET',
    httpPost: 'POST',
    httpPut: 'PUT',
    httpPatch: 'PATCH',
    httpDelete: 'DELETE',
    httpHead: 'HEAD',
    httpOptions: 'OPTIONS',
    all: 'ALL',
    httpMethod: null,
    Get: 'GET',
    Post: 'POST',
    Put: 'PUT',
    Patch: 'PATCH',
    Delete: 'DELETE',
    Head: 'HEAD',
    Options: 'OPTIONS',
    All: 'ALL',
  },
  classes: ['controller', 'Controller'],
  servers: ['InversifyExpressServer'],
  basesOf(controller, { calls }) {
    const bases = pathsGivenTo(controller, ['controller', 'Controller']);
    const roots = calls.flatMap(({ name, args }) => {
      const options = name === 'InversifyExpressServer' ? args[2] : undefined;
      return options?.kind === 'object' ? toPaths(options.properties.get('rootPath')) : [];
    });
    return bases && underAll(roots.length > 0 ? roots : noPrefix, bases);
  },
});
