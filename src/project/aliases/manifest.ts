import type { Alias, AliasSource } from './alias-source.ts';
import { entriesOf, type Literal, textsOf } from './literal.ts';
import { prefixAliases, rootAlias } from './patterns.ts';

/** Aliases that a framework has without being told, by the package that brings it. */
const frameworkAliases: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '@vue/cli-service': { '@': ['./src'] },
  '@sveltejs/kit': { $lib: ['./src/lib'] },
  // The folder of the application is `app` from version 4 on.
  nuxt: { '~': ['./app', '.'], '@': ['./app', '.'], '~~': ['.'], '@@': ['.'], '#shared': ['./shared'] },
  umi: { '@': ['./src'] },
};

/**
 * In `package.json`: `_moduleAliases` and `_moduleDirectories` of module-alias, `alias` of Parcel, `NODE_PATH` in scripts,
 * and what the frameworks among the dependencies bring.
 */
export const manifest: AliasSource = {
  name: 'package.json',
  configs: null,
  usualNames: [],
  manifestKey: '',
  read: ({ values }) => [
    ...entriesOf([...values('_moduleAliases'), ...values('alias')]).flatMap(toAliases),
    ...values('_moduleDirectories').flatMap(textsOf).filter(isOwn).map(rootAlias),
    ...entriesOf(values('scripts'))
      .flatMap(([, script]) => nodePaths(script))
      .map(rootAlias),
    ...entriesOf([...values('dependencies'), ...values('devDependencies')]).flatMap(([name]) =>
      Object.hasOwn(frameworkAliases, name)
        ? Object.entries(frameworkAliases[name] ?? {}).flatMap(toAliases)
        : [],
    ),
  ],
};

function toAliases([key, value]: readonly [string, Literal]): Alias[] {
  return textsOf(value).flatMap((target) => prefixAliases(key, target));
}

/** The folders in `NODE_PATH=src node main.js`. */
function nodePaths(script: Literal): string[] {
  const [, list = ''] =
    typeof script === 'string' ? (/\bNODE_PATH=["']?([\w./:@-]+)/.exec(script) ?? []) : [];
  return list.split(':').filter((folder) => folder !== '' && isOwn(folder));
}

function isOwn(folder: string): boolean {
  return !folder.includes('node_modules');
}
