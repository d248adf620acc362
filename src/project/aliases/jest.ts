import type { AliasSource, ConfigFile } from './alias-source.ts';
import { entriesOf, textsOf } from './literal.ts';
import { regExpAliases, rootAlias } from './patterns.ts';

/** `moduleNameMapper`, `modulePaths` and `moduleDirectories`; `<rootDir>` is the folder or what `rootDir` names. */
export const jest: AliasSource = {
  name: 'jest',
  configs: /(?:^|\/)jest[\w.-]*\.(?:[cm]?[jt]s|json)$/,
  usualNames: ['jest.config.js', 'jest.config.ts', 'jest.config.cjs', 'jest.config.json'],
  manifestKey: 'jest',
  read: (config) => {
    const [rootDir = '.'] = config.values('rootDir').flatMap(textsOf);
    const place = (target: string) => target.replace('<rootDir>', () => rootDir.replace(/\/$/, ''));
    const roots = [...config.values('modulePaths'), ...config.values('moduleDirectories')].flatMap(textsOf);
    return [
      ...mappedIn(config, place),
      ...roots.filter((folder) => !folder.includes('node_modules')).map((folder) => rootAlias(place(folder))),
    ];
  },
};

function mappedIn(config: ConfigFile, place: (target: string) => string) {
  return entriesOf(config.values('moduleNameMapper')).flatMap(([source, value]) =>
    textsOf(config.read(value))
      .filter((target) => /^[.<]|^\/</.test(target))
      .flatMap((target) => regExpAliases(source, place(target), false) ?? config.skip(source)),
  );
}
