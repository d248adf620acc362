import { askedByDecorators, decoratedClasses, tokensAt } from './asked-by-decorators.ts';
import { consumersOf } from './consumers.ts';
import type { Container, Provision, Search } from './container.ts';
import { callsOn, takenFrom } from './container-calls.ts';
import { instanceOf } from './given.ts';
import { entriesOf, provisions, provisionsBy, resultBy } from './registrations.ts';

const isOf = (name: string) => name === 'typedi';

/**
 * TypeDI: `@Service` with an id, a factory or neither, `Container.set`; `@Inject`, `@InjectMany`, `Container.get` and
 * `getMany`.
 *
 * Source: docs.typestack.community, TypeDI 0.10.
 */
export const typedi: Container = {
  name: 'typedi',
  applies: (packages) => packages.has('typedi'),
  find(search) {
    const rules = { isOf, one: new Set(['Inject']), all: new Set(['InjectMany']) };
    return {
      provisions: [...services(search), ...setValues(search)],
      injections: [
        ...consumersOf(search, {
          askedBy: (decorators, file) => askedByDecorators(search, rules, decorators, file),
          isMade: ({ decorators }) => decorators.length > 0,
        }),
        ...takenFrom(search, {
          isOf,
          methods: new Set(['get', 'getMany']),
          lists: new Set(['getMany']),
        }),
      ],
    };
  },
};

/** `@Service('id')`, `@Service(TOKEN)` and `@Service({ id, factory })`. */
function services(search: Search): Provision[] {
  return decoratedClasses(search, isOf).flatMap(({ code, place, decorators }) =>
    decorators.flatMap(({ name, arguments: [first] }) => {
      if (name !== 'Service' || !first) return [];
      const entries = entriesOf(search, first, place);
      const id = entries.get('id');
      const tokens =
        entries.size === 0
          ? tokensAt(search, first, place.file)
          : id
            ? search.tokensOf(id.value, id.place)
            : [];
      const factory = entries.get('factory');
      const made = factory ? resultBy(search, factory.value, factory.place) : [];
      const given = made.length > 0 ? made : [instanceOf(code, place.file)];
      return provisions(tokens.length > 0 ? tokens : [code], given, place, code.line);
    }),
  );
}

/** `Container.set('id', value)`, `Container.set({ id, value })` and lists of these. */
function setValues(search: Search): Provision[] {
  return callsOn(search, isOf, new Set(['set'])).flatMap(({ call, place }) => {
    const [first, second] = call.arguments;
    if (!first) return [];
    if (second)
      return provisions(search.tokensOf(first, place), [{ expression: second, place }], place, call.line);
    const items = first.kind === 'array' ? first.items : [first];
    return items.flatMap((item) => {
      const id = entriesOf(search, item, place).get('id');
      return id ? provisionsBy(search, search.tokensOf(id.value, id.place), item, place, call.line) : [];
    });
  });
}
