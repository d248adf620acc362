import type { Model, Runner, Site } from '../../evaluate/model.ts';
import { type ExternalValue, type MadeValue, unknown, type Value } from '../../evaluate/value.ts';
import type { RouteDiscoverer } from '../discoverer.ts';
import { addRoute, verbOf } from '../register.ts';
import { toPaths } from '../route-path.ts';
import { newRouter, type Router } from '../router.ts';
import { addRouteOf, handlersIn, hooksOf } from './add-route.ts';
import { runCommandLine } from './command-line.ts';
import { withoutEncapsulation } from './plugin.ts';
import { registerPlugin } from './register-plugin.ts';

const autoload = new Set(['@fastify/autoload', 'fastify-autoload']);
const typePackages = /^(?:fastify|@fastify\/type-provider-.+|fastify-type-provider-.+)$/;
const pluginTypes = /^FastifyPlugin(?:Async|Callback)?(?:Typebox|JsonSchemaToTs|Zod|Valibot)?$/;
const packages = ['fastify', 'fastify-plugin', ...autoload];
const typeProviders = ['typebox', 'json-schema-to-ts', 'zod'].flatMap((each) => [
  `@fastify/type-provider-${each}`,
  `fastify-type-provider-${each}`,
]);

/**
 * Fastify: shorthands and `route()`, `register` with its prefix and encapsulation, `fastify-plugin`, `@fastify/autoload`, and
 * the plugin that `fastify start` of fastify-cli names.
 */
export const fastify: RouteDiscoverer = {
  name: 'fastify',
  applies: (used) => packages.some((each) => used.has(each)) || typeProviders.some((each) => used.has(each)),
  start: (routers) => ({
    model: fastifyModel(routers),
    begin: (program, machine) =>
      runCommandLine(program, machine, (site) => make(routers, newRouter('fastify', site, true))),
  }),
};

function make(routers: Router[], router: Router): MadeValue {
  routers.push(router);
  return { kind: 'made', model: 'fastify', thing: router };
}

function fastifyModel(routers: Router[]): Model {
  const instance = (site: Site): MadeValue => make(routers, newRouter('fastify', site, false, true));
  const isInstance = (from: string, name: string) => typePackages.test(from) && name === 'FastifyInstance';
  return {
    name: 'fastify',
    packages,
    entryPackages: [...packages, ...typeProviders],
    callExternal({ package: from, path }: ExternalValue, args, site, runner) {
      if (from === 'fastify-plugin') return withoutEncapsulation(args[0], runner);
      const isFactory = from === 'fastify' && (path.length === 0 || path.join('.') === 'fastify');
      return isFactory ? make(routers, newRouter('fastify', site, true)) : null;
    },
    callMember(self, name, args, site, runner) {
      return callInstance(self, name, args, site, runner, (child) => make(routers, child));
    },
    knowsType: isInstance,
    typed: (from, name, site) => (isInstance(from, name) ? instance(site) : null),
    typedFunction: (from, name, site) =>
      typePackages.test(from) && pluginTypes.test(name) ? [instance(site), unknown('options')] : null,
  };
}

/** Methods that give the instance back. */
const fluent = new Set([
  'after',
  'ready',
  'decorate',
  'decorateRequest',
  'decorateReply',
  'addHook',
  'addSchema',
  'addContentTypeParser',
  'setErrorHandler',
  'setNotFoundHandler',
  'setValidatorCompiler',
  'setSerializerCompiler',
  'withTypeProvider',
]);

function callInstance(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
  make: (router: Router) => MadeValue,
): Value {
  const router = self.thing as Router;
  const [first, second, third] = args;
  if (name === 'route') {
    addRouteOf(router, first, site, runner);
    return self;
  }
  if (name === 'register') {
    registerPlugin({ self, plugin: first, options: second, site, runner, make });
    return self;
  }
  const method = verbOf(name);
  if (method !== undefined && first && second) {
    const handlers = third ? [...hooksOf(second, runner), third] : handlersIn(second, runner);
    addRoute(router, { methods: [method], paths: toPaths(first), handlers }, site, runner);
    return self;
  }
  if (name === 'after' || name === 'ready' || name === 'listen') {
    for (const each of args) if (each.kind === 'closure') runner.call(each, [], site);
  }
  return fluent.has(name) ? self : unknown('');
}
