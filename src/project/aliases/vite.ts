import type { Alias, AliasSource, ConfigFile } from './alias-source.ts';
import { entriesOf, isList, isObject, type Literal, textsOf } from './literal.ts';
import { prefixAliases, regExpAliases } from './patterns.ts';

/** `resolve.alias` as an object or a list of `{ find, replacement }`; a path that starts with `/` is below the folder. */
export const vite: AliasSource = {
  name: 'vite',
  configs:
    /(?:^|\/)(?:(?:vite|vitest|electron\.vite|astro|svelte|rollup)[\w.-]*\.config[\w.-]*|(?:vite|vitest|astro|svelte|rollup)\.config)\.[cm]?[jt]s$/,
  usualNames: ['vite.config.ts', 'vite.config.js', 'vite.config.mts', 'vite.config.mjs', 'vitest.config.ts'],
  manifestKey: null,
  read: (config) => [
    ...config
      .values('alias')
      .flatMap((value) =>
        isList(value) ? value.flatMap((each) => listed(config, each)) : named(config, value),
      ),
    ...config
      .values('entries')
      .flatMap((value) => (isList(value) ? value.flatMap((each) => listed(config, each)) : [])),
  ],
};

function named(config: ConfigFile, value: Literal): Alias[] {
  return entriesOf([value]).flatMap(([key, each]) =>
    textsOf(config.read(each)).flatMap((target) => prefixAliases(key, below(target))),
  );
}

function listed(config: ConfigFile, value: Literal): Alias[] {
  if (!isObject(value)) return [];
  const [find, replacement] = [
    value.entries.get('find'),
    config.read(value.entries.get('replacement') ?? null),
  ];
  if (typeof replacement !== 'string') return [];
  if (typeof find === 'string') return prefixAliases(find, below(replacement));
  if (typeof find !== 'object' || find === null || !('source' in find)) return [];
  const aliases = regExpAliases(find.source, below(replacement), true);
  return aliases ?? config.skip(`/${find.source}/`);
}

function below(target: string): string {
  return target.startsWith('/') && !target.startsWith('/<') ? `.${target}` : target;
}
