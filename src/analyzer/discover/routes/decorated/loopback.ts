import type { RouteDiscoverer } from '../discoverer.ts';
import type { Program } from '../../program.ts';
import type { Expression } from '../../source/code.ts';
import { toPaths } from '../route-path.ts';
import { noPrefix, type RoutePath, underAll } from '../router.ts';
import { withColons } from './braces.ts';
import { decoratedRoutes, type GeneratedRoute } from './decorated-routes.ts';

/** Of `CrudRestController`, below its base path. Source: the reference page of @loopback/rest-crud. */
const crud: readonly GeneratedRoute[] = [
  { method: 'POST', path: '', name: 'create' },
  { method: 'GET', path: '', name: 'find' },
  { method: 'GET', path: ':id', name: 'findById' },
  { method: 'GET', path: 'count', name: 'count' },
  { method: 'PATCH', path: '', name: 'updateAll' },
  { method: 'PATCH', path: ':id', name: 'updateById' },
  { method: 'PUT', path: ':id', name: 'replaceById' },
  { method: 'DELETE', path: ':id', name: 'deleteById' },
];

/**
 * LoopBack 4: methods under `@get` and its like or `@operation`, below `@api({ basePath })` and the base path of the application;
 * controllers that extend what `defineCrudRestController` gives.
 */
export const loopback: RouteDiscoverer = {
  readsIn: () => [''],
  ...decoratedRoutes({
    name: 'loopback',
    packages: ['@loopback/rest', '@loopback/openapi-v3', '@loopback/rest-crud'],
    methods: { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', del: 'DELETE', operation: null },
    classes: ['api'],
    basesOf({ decorations }, { program }) {
      const api = decorations.find(({ name }) => name === 'api')?.args[0];
      const own = api?.kind === 'object' ? toPaths(api.properties.get('basePath')) : noPrefix;
      return underAll(applicationPath(program), own);
    },
    generated({ type: { code, frame } }, { machine }) {
      const base = code.base ? machine.evaluate(frame, code.base) : null;
      if (base?.kind !== 'external' || base.path.join('.') !== 'defineCrudRestController.()') return [];
      const [, options] = code.base?.kind === 'call' ? code.base.arguments : [];
      const given = options ? machine.evaluate(frame, options) : null;
      const path = given?.kind === 'object' ? given.properties.get('basePath') : undefined;
      return toPaths(path).flatMap(({ path: prefix }) =>
        crud.map((each) => ({ ...each, path: `${prefix}/${each.path}` })),
      );
    },
    merge: withColons,
  }),
};

/** `this.basePath('/api')` in an application, or the `basePath` of its `rest` options. */
function applicationPath({ application }: Program): readonly RoutePath[] {
  for (const { functions } of application) {
    for (const { calls } of functions) {
      for (const { callee, arguments: args } of calls) {
        const isSet =
          callee.kind === 'member' && callee.property === 'basePath' && isApplication(callee.object);
        const [path] = args;
        if (isSet && path?.kind === 'literal' && typeof path.value === 'string')
          return [{ path: path.value, confidence: 1 }];
      }
    }
  }
  return noPrefix;
}

function isApplication(expression: Expression): boolean {
  return (
    expression.kind === 'this' ||
    (expression.kind === 'name' && /^(?:app|application|server)$/.test(expression.name))
  );
}
