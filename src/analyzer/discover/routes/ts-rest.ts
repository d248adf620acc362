import type { Model, Runner, Site } from '../evaluate/model.ts';
import {
  closuresAmong,
  type MadeValue,
  type ObjectValue,
  optionsOf,
  text,
  unknown,
  type Value,
} from '../evaluate/value.ts';
import { toText } from '../evaluate/text.ts';
import type { RouteDiscoverer } from './discoverer.ts';
import { given, toMethods } from './register.ts';
import { toPaths } from './route-path.ts';
import { joinPath, newRouter, type Router, routerBehind } from './router.ts';

const framework = 'ts-rest';
const packages: readonly string[] = [
  '@ts-rest/core',
  '@ts-rest/express',
  '@ts-rest/fastify',
  '@ts-rest/next',
  '@ts-rest/serverless',
];
/** Adapters that answer the whole path by themselves. */
const standing = new Set([
  'createNextRouter',
  'createLambdaHandler',
  'fetchRequestHandler',
  'createSingleNextHandler',
]);

/** ts-rest: contracts of methods and paths, and the functions that a server gives them. */
export const tsRest: RouteDiscoverer = {
  name: framework,
  applies: (used) => packages.some((each) => used.has(each)),
  start: (routers) => ({ model: tsRestModel(routers) }),
};

/** What makes contracts or implementations, or a contract with its implementation. */
type Thing =
  | { readonly kind: 'contracts' | 'server' }
  | { readonly kind: 'answers'; readonly contract: Value; readonly answers: Value };

function made(thing: Thing): MadeValue {
  return { kind: 'made', model: framework, thing };
}

function tsRestModel(routers: Router[]): Model {
  const serve = (args: readonly Value[], site: Site, runner: Runner, isStanding: boolean): void => {
    const [contract, answers] = args;
    const [app] = args.flatMap((each) => (each.kind === 'made' ? (routerBehind(each) ?? []) : []));
    if (!contract || !answers || (!app && !isStanding)) return;
    const router = app ?? newRouter(framework, site, true);
    if (!app) routers.push(router);
    addRoutes({ router, site, runner }, contract, answersOf(answers), 0);
  };
  return {
    name: framework,
    packages,
    callExternal({ path: [name = '', ...rest] }, args, site, runner) {
      if (rest.length > 0) return null;
      if (name === 'initContract') return made({ kind: 'contracts' });
      if (name === 'initServer') return made({ kind: 'server' });
      if (name === 'createExpressEndpoints' || standing.has(name)) {
        serve(args, site, runner, standing.has(name));
        return unknown(name);
      }
      const [contract, answers] = args;
      return name === 'createNextRoute' && contract && answers
        ? made({ kind: 'answers', contract, answers })
        : null;
    },
    callMember(self, name, args, site, runner) {
      const [first, second] = args;
      const { kind } = self.thing as Thing;
      if (kind === 'contracts') {
        if (name === 'router' && first) return withPrefix(first, given(runner, second, 'pathPrefix'));
        return (name === 'query' || name === 'mutation') && first ? first : unknown(name);
      }
      if (kind !== 'server' || !first) return unknown(name);
      if (name === 'registerRouter') serve(args, site, runner, false);
      if (name === 'router' && second) return made({ kind: 'answers', contract: first, answers: second });
      return name === 'route' && second ? second : unknown(name);
    },
  };
}

function answersOf(value: Value): Value {
  const thing = value.kind === 'made' && value.model === framework ? (value.thing as Thing) : null;
  return thing?.kind === 'answers' ? answersOf(thing.answers) : value;
}

/** A contract with a prefix before each of its paths. */
function withPrefix(contract: Value, prefix: Value | undefined): Value {
  if (!prefix || contract.kind !== 'object') return contract;
  const properties = new Map(contract.properties);
  const path = properties.get('path');
  if (path) {
    const [before, own] = [toText(prefix), toText(path)];
    properties.set('path', text(joinPath(before.value, own.value), before.isExact && own.isExact));
  } else for (const [name, each] of properties) properties.set(name, withPrefix(each, prefix));
  return { ...contract, properties } satisfies ObjectValue;
}

interface Registering {
  readonly router: Router;
  readonly site: Site;
  readonly runner: Runner;
}

const maxDepth = 8;

/** One route for each endpoint of a contract that is answered; contracts nest. */
function addRoutes(registering: Registering, contract: Value, answers: Value, depth: number): void {
  const { router, site, runner } = registering;
  for (const each of optionsOf(contract)) {
    if (each.kind !== 'object' || depth > maxDepth) continue;
    const path = each.properties.get('path');
    if (path) {
      const handler = given(runner, answers, 'handler') ?? answers;
      const [closure] = closuresAmong([handler]);
      const place = closure ? { file: closure.frame.file, line: closure.code.line } : site;
      const methods = toMethods(each.properties.get('method'));
      router.routes.push({
        methods,
        paths: toPaths(path),
        handlers: [handler],
        hasUnreadMiddleware: true,
        site: place,
      });
      continue;
    }
    for (const [name, inner] of each.properties) {
      const answer = given(runner, answers, name);
      if (answer) addRoutes(registering, inner, answersOf(answer), depth + 1);
    }
  }
}
