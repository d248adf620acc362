import type { Runner, Site } from '../../evaluate/model.ts';
import type { Value } from '../../evaluate/value.ts';
import { addRoute, given, toMethods } from '../register.ts';
import { toPaths } from '../route-path.ts';
import type { Router } from '../router.ts';

/** `route({ method, url, handler })`; older code says `path` for `url`. */
export function addRouteOf(router: Router, options: Value | undefined, site: Site, runner: Runner): void {
  const path = given(runner, options, 'url') ?? given(runner, options, 'path');
  if (!options || !path) return;
  const methods = toMethods(given(runner, options, 'method'));
  const handlers = handlersIn(options, runner);
  const place = options.kind === 'object' ? (options.site ?? site) : site;
  addRoute(router, { methods, paths: toPaths(path), handlers }, place, runner);
}

/** The handler, or what route options hold as one, after the hooks that run before it. */
export function handlersIn(value: Value, runner: Runner): Value[] {
  const handler = given(runner, value, 'handler');
  return handler ? [...hooksOf(value, runner), handler] : [value];
}

/** What runs before the handler, in its order. */
export function hooksOf(options: Value, runner: Runner): Value[] {
  return ['onRequest', 'preParsing', 'preValidation', 'preHandler'].flatMap(
    (name) => given(runner, options, name) ?? [],
  );
}
