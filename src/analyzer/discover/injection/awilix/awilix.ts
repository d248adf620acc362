import type { Place } from '../../shapes/shaper.ts';
import type { Expression } from '../../source/code.ts';
import type { Container, Given, Injection, Provision, Search, Token } from '../container.ts';
import { callsOn, takenFrom } from '../container-calls.ts';
import { aliasesOf, entriesOf, instanceBy, provisions, resultBy } from '../registrations.ts';
import { textToken } from '../token.ts';
import { loadedModules } from './load-modules.ts';
import { byMembers, byNames, makerOf } from './parameters.ts';
import { isOf, readResolver, rootOf } from './resolvers.ts';

/**
 * Awilix: `register` of names, `loadModules` by globs; parameters of what is registered by destructuring, member or, in
 * CLASSIC mode, by name; `resolve`, `build`, the cradle, and invokers of its companions for Express, Koa and Fastify.
 *
 * Source: README of jeffijoe/awilix.
 */
export const awilix: Container = {
  name: 'awilix',
  applies: (packages) => [...packages].some(isOf),
  find(search) {
    const { made, provisions: found } = registered(search);
    const names = new Set(found.map(({ token }) => token));
    const isKnown = ({ tokens }: Injection) => tokens.some((token) => names.has(token));
    const injections = [
      ...[...made, ...invoked(search).map((given) => ({ given, isClassic: false }))].flatMap((each) =>
        parametersOf(search, each, isClassicProject(search)),
      ),
      ...takenFrom(search, { isOf, methods: new Set(['resolve']) }),
      ...fromContainers(search),
    ];
    return { provisions: found, injections: injections.filter(isKnown) };
  },
};

interface Made {
  readonly given: Given;
  readonly isClassic: boolean;
}

function registered(search: Search): { made: Made[]; provisions: Provision[] } {
  const made: Made[] = [];
  const found: Provision[] = [];
  const add = (name: string, given: readonly Given[], place: Place, line: number, isClassic: boolean) => {
    found.push(...provisions([textToken(name)], given, place, line));
    made.push(...given.map((each) => ({ given: each, isClassic })));
  };
  for (const each of callsOn(search, isOf, new Set(['register', 'loadModules']))) {
    const { call, method, place } = each;
    if (method === 'loadModules') {
      for (const [name, given] of loadedModules(search, each)) add(name, given, place, call.line, false);
      continue;
    }
    for (const [name, value, at] of namedResolvers(search, call.arguments, place)) {
      const resolver = readResolver(search, value, at);
      if (!resolver) continue;
      add(name, resolver.given, at, call.line, resolver.isClassic);
      found.push(...aliasesOf([textToken(name)], resolver.aliases, at, call.line));
    }
  }
  return { made, provisions: found };
}

/** `register('orders', asClass(Orders))` and `register({ orders: asClass(Orders) })`. */
function namedResolvers(
  search: Search,
  [first, second]: readonly Expression[],
  place: Place,
): (readonly [string, Expression, Place])[] {
  if (first?.kind === 'literal' && typeof first.value === 'string')
    return second ? [[first.value, second, place]] : [];
  if (!first) return [];
  return [...entriesOf(search, first, place)].map(
    ([name, { value, place: at }]) => [name, value, at] as const,
  );
}

function parametersOf(search: Search, { given, isClassic }: Made, isClassicAll: boolean): Injection[] {
  const maker = makerOf(search, given);
  if (!maker) return [];
  const { code, file } = maker;
  const isByName =
    (isClassic || isClassicAll) && code.parameters.every(({ variable }) => variable.name !== '');
  return isByName ? byNames(code, file) : byMembers(code, file);
}

/** `createContainer({ injectionMode: InjectionMode.CLASSIC })` anywhere. */
function isClassicProject(search: Search): boolean {
  return search.program.application.some(({ path: file, functions }) =>
    functions.some((code) =>
      code.calls.some((call) => {
        const [options] = call.arguments;
        if (!options || rootOf(search, call, file)?.name !== 'createContainer') return false;
        const mode = entriesOf(search, options, { file, code }).get('injectionMode')?.value;
        return (
          (mode?.kind === 'member' && mode.property === 'CLASSIC') ||
          (mode?.kind === 'literal' && mode.value === 'CLASSIC')
        );
      }),
    ),
  );
}

const invokers = new Set([
  'makeInvoker',
  'makeClassInvoker',
  'makeFunctionInvoker',
  'createController',
  'controller',
  'inject',
]);

/** Classes and functions that are given to an invoker of `awilix-express` and its like, or to `container.build`. */
function invoked(search: Search): Given[] {
  const take = (target: Expression | undefined, place: Place) =>
    target ? [...instanceBy(search, target, place), ...resultBy(search, target, place)] : [];
  const built = callsOn(search, isOf, new Set(['build'])).flatMap(({ call, place }) =>
    take(call.arguments[0], place),
  );
  const given = search.program.application.flatMap(({ path: file, functions }) =>
    functions.flatMap((code) =>
      code.calls.flatMap((call) =>
        call.callee.kind === 'name' && invokers.has(rootOf(search, call, file)?.name ?? '')
          ? take(call.arguments[0], { file, code })
          : [],
      ),
    ),
  );
  return [...built, ...given];
}

/** `req.container.resolve('orders')` and `container.cradle.orders.place()`, whatever the receiver is. */
function fromContainers({ program }: Search): Injection[] {
  const found: Injection[] = [];
  const add = (file: string, line: number, name: string, key: object) => {
    const tokens: Token[] = [textToken(name)];
    found.push({ file, line, tokens, key, isNamed: false, isList: false, scopes: [] });
  };
  for (const { path: file, functions } of program.application) {
    for (const call of functions.flatMap(({ calls }) => calls)) {
      const { callee, arguments: args, line } = call;
      if (callee.kind !== 'member') continue;
      const [first] = args;
      const isResolve = callee.property === 'resolve' && /container|scope$/i.test(nameOf(callee.object));
      if (isResolve && first?.kind === 'literal' && typeof first.value === 'string')
        add(file, line, first.value, call);
      const taken = callee.object;
      if (taken.kind === 'member' && typeof taken.property === 'string' && nameOf(taken.object) === 'cradle')
        add(file, taken.line, taken.property, taken);
    }
  }
  return found;
}

function nameOf(expression: Expression): string {
  if (expression.kind === 'name') return expression.name;
  return expression.kind === 'member' && typeof expression.property === 'string' ? expression.property : '';
}
