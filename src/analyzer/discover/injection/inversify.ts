import type { Place } from '../shapes/shaper.ts';
import type { CallExpression, Expression } from '../source/code.ts';
import { askedByDecorators, decoratedClasses, tokensAt } from './asked-by-decorators.ts';
import { consumersOf } from './consumers.ts';
import type { Container, Provision, Search } from './container.ts';
import { callsOn, takenFrom } from './container-calls.ts';
import { instanceOf } from './given.ts';
import { aliasesOf, instanceBy, provisions, resultBy } from './registrations.ts';

const isOf = (name: string) =>
  name === 'inversify' || name.startsWith('inversify-') || name.startsWith('@inversifyjs/');
const targets = new Set([
  'to',
  'toSelf',
  'toConstantValue',
  'toDynamicValue',
  'toResolvedValue',
  'toService',
  'toFactory',
  'toProvider',
]);
const taking = ['get', 'getAsync', 'getNamed', 'getTagged', 'resolve'];
const takingAll = ['getAll', 'getAllAsync', 'getAllNamed', 'getAllTagged'];

/**
 * InversifyJS: bindings of containers and container modules, `@provide`; `@inject`, `@multiInject`, `get`, `getAll` and
 * their variants. Bindings of one token that differ by name or tag are all kept.
 *
 * Source: inversify.io, versions 6 and 7.
 */
export const inversify: Container = {
  name: 'inversify',
  applies: (packages) => packages.has('inversify'),
  find(search) {
    const rules = { isOf, one: new Set(['inject', 'lazyInject']), all: new Set(['multiInject']) };
    return {
      provisions: [...bindings(search), ...provided(search)],
      injections: [
        ...consumersOf(search, {
          askedBy: (decorators, file) => askedByDecorators(search, rules, decorators, file),
          isMade: ({ decorators }) => decorators.length > 0,
        }),
        ...takenFrom(search, {
          isOf,
          methods: new Set([...taking, ...takingAll]),
          lists: new Set(takingAll),
        }),
      ],
    };
  },
};

/** `bind<Orders>(TYPES.Orders).to(SqlOrders)`. */
function bindings(search: Search): Provision[] {
  return callsOn(search, isOf, targets).flatMap(({ call, method, place }) => {
    const bound = bindingOf(call);
    const [token] = bound?.arguments ?? [];
    if (!token) return [];
    const tokens = tokensAt(search, token, place.file);
    const target = method === 'toSelf' ? token : call.arguments[0];
    return target ? bindingTo(search, method, tokens, target, place, call.line) : [];
  });
}

/** The `bind(…)` or `rebind(…)` that a chain of calls starts with. */
function bindingOf({ callee }: CallExpression): CallExpression | null {
  const inner: Expression | null = callee.kind === 'member' ? callee.object : null;
  return inner?.kind === 'call' ? inner : null;
}

function bindingTo(
  search: Search,
  method: string,
  tokens: ReturnType<typeof tokensAt>,
  target: Expression,
  place: Place,
  line: number,
): Provision[] {
  switch (method) {
    case 'to':
    case 'toSelf':
      return provisions(tokens, instanceBy(search, target, place), place, line);
    case 'toService':
      return aliasesOf(tokens, search.tokensOf(target, place), place, line);
    case 'toConstantValue':
      return provisions(tokens, [{ expression: target, place }], place, line);
    default:
      return provisions(tokens, resultBy(search, target, place), place, line);
  }
}

/** `@provide(TYPES.Orders)` of inversify-binding-decorators. */
function provided(search: Search): Provision[] {
  return decoratedClasses(search, isOf).flatMap(({ code, place, decorators }) =>
    decorators.flatMap(({ name, arguments: [token] }) => {
      const tokens = name === 'provide' && token ? tokensAt(search, token, place.file) : [];
      return provisions(tokens, [instanceOf(code, place.file)], place, code.line);
    }),
  );
}
