import type { Place } from '../shapes/shaper.ts';
import type { Expression } from '../source/code.ts';
import type { Given, Provision, Search, Token } from './container.ts';
import { instanceOf, resultOf } from './given.ts';

/** An instance of what an expression names. */
export function instanceBy({ shaper }: Search, type: Expression, place: Place): Given[] {
  return shaper
    .ofExpression(type, place)
    .flatMap((shape) => (shape.kind === 'class' ? [instanceOf(shape.code, shape.file)] : []));
}

/** What the functions that an expression names give; a function of a package that takes one gives what that one gives. */
export function resultBy(search: Search, factory: Expression, place: Place): Given[] {
  const inner = factory.kind === 'call' ? factory.arguments[0] : undefined;
  const found = search.shaper
    .ofExpression(factory, place)
    .flatMap((shape) => (shape.kind === 'function' ? [resultOf(shape.code, shape.file)] : []));
  return found.length === 0 && inner ? resultBy(search, inner, place) : found;
}

/** An entry of an object, with the place that it stands in. */
interface Entry {
  readonly value: Expression;
  readonly place: Place;
}

/** The entries of the objects that an expression may be, by key; those of spread objects, too. */
export function entriesOf({ shaper }: Search, object: Expression, place: Place): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const add = (expression: Expression, from: Place, depth: number): void => {
    for (const shape of shaper.ofExpression(expression, from)) {
      if (shape.kind !== 'object') continue;
      const inside = { file: shape.file, code: shape.expression.owner };
      for (const { key, value } of shape.expression.entries) {
        if (typeof key === 'string') entries.set(key, { value, place: inside });
        else if (key === null && depth < 4) add(value, inside, depth + 1);
      }
    }
  };
  add(object, place, 0);
  return entries;
}

/** What a class, or an object with `useClass`, `useValue`, `useFactory` or the like, provides for some tokens. */
export function provisionsBy(
  search: Search,
  tokens: readonly Token[],
  provider: Expression,
  place: Place,
  line: number,
): Provision[] {
  const entries = entriesOf(search, provider, place);
  const take = (names: readonly string[], give: (value: Expression, place: Place) => Given[]): Given[] =>
    names.flatMap((name) => {
      const entry = entries.get(name);
      return entry ? give(entry.value, entry.place) : [];
    });
  const given = [
    ...take(['useClass', 'type'], (value, at) => instanceBy(search, value, at)),
    ...take(['useFactory', 'factory'], (value, at) => resultBy(search, value, at)),
    ...take(['useValue', 'value'], (value, at) => [{ expression: value, place: at }]),
    ...(entries.size === 0 ? instanceBy(search, provider, place) : []),
  ];
  const aliased = entries.get('useToken') ?? entries.get('useExisting');
  const aliases = aliased ? search.tokensOf(aliased.value, aliased.place) : [];
  return [...provisions(tokens, given, place, line), ...aliasesOf(tokens, aliases, place, line)];
}

/** Each token gives each of these. */
export function provisions(
  tokens: readonly Token[],
  given: readonly Given[],
  { file }: Place,
  line: number,
): Provision[] {
  return tokens.flatMap((token) =>
    given.map((each) => ({ token, given: each, alias: null, scope: null, file, line })),
  );
}

/** Each token gives what the others give. */
export function aliasesOf(
  tokens: readonly Token[],
  aliases: readonly Token[],
  { file }: Place,
  line: number,
): Provision[] {
  return tokens.flatMap((token) =>
    aliases.map((alias) => ({ token, given: null, alias, scope: null, file, line })),
  );
}
