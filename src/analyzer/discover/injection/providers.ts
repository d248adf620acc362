import { optionsOf, type Value } from '../evaluate/value.ts';
import type { Given, Injection, Provision, Token } from './container.ts';
import { givenBy, instanceOf, instancesOf, resultsOf } from './given.ts';
import { tokensOfValue } from './token.ts';

interface Site {
  readonly file: string;
  readonly line: number;
}

/** What an entry of `providers` provides: a class itself, or what an object with `provide` says. */
export function providersOf(entry: Value, scope: object | null, list: Site): Provision[] {
  if (entry.kind === 'class') {
    return [
      { token: entry.code, given: instanceOf(entry.code, entry.frame.file), alias: null, scope, ...list },
    ];
  }
  if (entry.kind !== 'object') return [];
  const { properties, site } = entry;
  const provide = properties.get('provide') ?? properties.get('token');
  const place = { file: site?.file ?? list.file, line: site?.line ?? list.line };
  const given: Given[] = [
    ...instancesOf(properties.get('useClass')),
    ...resultsOf(properties.get('useFactory')),
    ...givenBy(properties.get('useValue')),
  ];
  const existing = properties.get('useExisting') ?? properties.get('useToken');
  const aliases = existing ? tokensOfValue(existing) : [];
  return (provide ? tokensOfValue(provide) : []).flatMap((token) => [
    ...given.map((each) => ({ token, given: each, alias: null, scope, ...place })),
    ...aliases.map((alias) => ({ token, given: null, alias, scope, ...place })),
  ]);
}

/** What the parameters of factories ask for, by position: `inject: [Orders, { token: CLOCK, optional: true }]`. */
export function factoryInjections(entry: Value, scope: object | null): Injection[] {
  const { properties, site } = entry.kind === 'object' ? entry : { properties: null, site: null };
  const factory = properties?.get('useFactory');
  const inject = properties?.get('inject');
  if (!factory || inject?.kind !== 'array' || !site) return [];
  const scopes = scope ? [scope] : [];
  return optionsOf(factory).flatMap((each) =>
    inject.items.flatMap((item, index): Injection[] => {
      const tokens = optionsOf(item).flatMap(tokensOfInject);
      const variable = each.kind === 'closure' ? each.code.parameters[index]?.variable : undefined;
      const key = variable ? (variable.type ?? variable) : null;
      return tokens.length > 0 ? [{ ...site, tokens, key, isList: false, isNamed: true, scopes }] : [];
    }),
  );
}

function tokensOfInject(item: Value): Token[] {
  const token = item.kind === 'object' ? item.properties.get('token') : undefined;
  return tokensOfValue(token ?? item);
}
