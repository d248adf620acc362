import { askedByDecorators, decoratedClasses } from './asked-by-decorators.ts';
import { consumersOf } from './consumers.ts';
import type { Container, Provision, Search } from './container.ts';
import { callsOn, takenFrom } from './container-calls.ts';
import { instanceOf } from './given.ts';
import { aliasesOf, entriesOf, provisions, provisionsBy } from './registrations.ts';

const isOf = (name: string) => name === 'tsyringe';
const registers = new Set(['register', 'registerSingleton', 'registerType', 'registerInstance']);

/**
 * TSyringe: registrations on any container, `@registry`, tokens of `@injectable`; `@inject`, `@injectAll`, `delay`,
 * `resolve` and `resolveAll`.
 *
 * Source: README of microsoft/tsyringe.
 */
export const tsyringe: Container = {
  name: 'tsyringe',
  applies: (packages) => packages.has('tsyringe'),
  find(search) {
    const rules = { isOf, one: new Set(['inject', 'injectWithTransform']), all: new Set(['injectAll']) };
    return {
      provisions: [...registered(search), ...decorated(search)],
      injections: [
        ...consumersOf(search, {
          askedBy: (decorators, file) => askedByDecorators(search, rules, decorators, file),
          isMade: ({ decorators }) => decorators.length > 0,
        }),
        ...takenFrom(search, {
          isOf,
          methods: new Set(['resolve', 'resolveAll']),
          lists: new Set(['resolveAll']),
        }),
      ],
    };
  },
};

function registered(search: Search): Provision[] {
  return callsOn(search, isOf, registers).flatMap(({ call, method, place }) => {
    const [token, target = token] = call.arguments;
    if (!token || !target) return [];
    const tokens = search.tokensOf(token, place);
    if (method === 'registerInstance') {
      return provisions(tokens, [{ expression: target, place }], place, call.line);
    }
    const found = provisionsBy(search, tokens, target, place, call.line);
    const isAlias = method === 'registerType' && found.length === 0;
    return isAlias ? aliasesOf(tokens, search.tokensOf(target, place), place, call.line) : found;
  });
}

/** `@registry([{ token, useClass }])` and `@injectable({ token })`. */
function decorated(search: Search): Provision[] {
  return decoratedClasses(search, isOf).flatMap(({ code, place, decorators }) =>
    decorators.flatMap(({ name, arguments: [first] }) => {
      if (name === 'injectable' && first) {
        const token = entriesOf(search, first, place).get('token');
        const tokens = token ? search.tokensOf(token.value, token.place) : [];
        return provisions(tokens, [instanceOf(code, place.file)], place, code.line);
      }
      if (name !== 'registry' || first?.kind !== 'array') return [];
      return first.items.flatMap((item) => {
        const token = entriesOf(search, item, place).get('token');
        return token
          ? provisionsBy(search, search.tokensOf(token.value, token.place), item, place, code.line)
          : [];
      });
    }),
  );
}
