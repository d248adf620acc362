import type { AliasSource } from './alias-source.ts';
import { entriesOf, textsOf } from './literal.ts';
import { prefixAliases, rootAlias } from './patterns.ts';

/** Packages whose calls add aliases while the application starts. */
export const registeringPackages = ['module-alias', 'app-module-path'] as const;

/** Calls of module-alias and app-module-path: `addAlias`, `addAliases`, `addPath`, in code of packages that depend on them. */
export const registered: AliasSource = {
  name: 'registration',
  configs: null,
  usualNames: [],
  manifestKey: null,
  read: (config) => {
    const single = config.calls('addAlias').map(([key, value]) => [key, value] as const);
    const several = entriesOf(config.calls('addAliases').flatMap((args) => args.slice(0, 1)));
    return [
      ...[...single, ...several].flatMap(([key, value]) =>
        typeof key === 'string' && value !== undefined
          ? textsOf(config.read(value)).flatMap((target) => prefixAliases(key, target))
          : [],
      ),
      ...config
        .calls('addPath')
        .flatMap((args) => args.slice(0, 1))
        .flatMap(textsOf)
        .map(rootAlias),
    ];
  },
};
