import type { AliasSource, ConfigFile } from './alias-source.ts';
import { entriesOf, textsOf } from './literal.ts';
import { prefixAliases, rootAlias } from './patterns.ts';

/** `resolve.alias` and `resolve.modules`, also where Next.js, Vue CLI, Rspack and others pass them on. */
export const webpack: AliasSource = {
  name: 'webpack',
  configs:
    /(?:^|\/)(?:(?:webpack|rspack)[\w.-]*\.[cm]?[jt]s|(?:next|vue|craco|nx|rsbuild|nuxt|quasar)\.config\.[cm]?[jt]s|config-overrides\.js)$/,
  usualNames: [
    'webpack.config.js',
    'webpack.config.ts',
    'next.config.js',
    'next.config.mjs',
    'vue.config.js',
    'craco.config.js',
  ],
  manifestKey: null,
  read: (config) => [...aliasesIn(config), ...modulesIn(config)],
};

function aliasesIn(config: ConfigFile) {
  return entriesOf(config.values('alias')).flatMap(([key, value]) => {
    if (value === false) return [];
    return textsOf(config.read(value)).flatMap((target) => prefixAliases(key, target));
  });
}

function modulesIn(config: ConfigFile) {
  return config
    .values('modules')
    .flatMap(textsOf)
    .filter((folder) => !folder.includes('node_modules'))
    .map(rootAlias);
}
