import type { AliasSource } from './alias-source.ts';
import { entriesOf, textsOf } from './literal.ts';
import { prefixAliases, regExpAliases, rootAlias } from './patterns.ts';

/** `alias` and `root` of babel-plugin-module-resolver; keys that start with `^` are regular expressions. */
export const babel: AliasSource = {
  name: 'babel',
  configs: /(?:^|\/)(?:babel\.config\.(?:[cm]?[jt]s|json)|\.babelrc(?:\.(?:[cm]?js|json))?)$/,
  usualNames: ['babel.config.js', 'babel.config.json', 'babel.config.cjs', '.babelrc', '.babelrc.js'],
  manifestKey: 'babel',
  read: (config) => [
    ...entriesOf(config.values('alias')).flatMap(([key, value]) =>
      textsOf(config.read(value)).flatMap((target) =>
        key.startsWith('^')
          ? (regExpAliases(key, target.replace(/\\(\d)/g, '$$$1'), true) ?? config.skip(key))
          : prefixAliases(key, target),
      ),
    ),
    ...config.values('root').flatMap(textsOf).map(rootAlias),
  ],
};
