import { describe, expect, it } from 'vitest';
import { regExpAliases } from '../../../src/project/aliases/patterns.ts';
import { openProject } from '../../../src/project/index.ts';
import { resolveIn } from '../../support/resolve-in.ts';
import { sourceTree } from '../../support/source-tree.ts';

const source = { 'src/orders/order.ts': '', 'src/index.ts': '', 'src/exact.ts': '' };

describe('aliases of webpack', () => {
  it.each([
    ['an object', "module.exports = { resolve: { alias: { '@': path.resolve(__dirname, 'src') } } };"],
    [
      'a function of the environment, merged with another configuration',
      "export default (env) => merge(common, { resolve: { alias: { '@': path.join(__dirname, './src') } } });",
    ],
    [
      'names and helper functions of the file',
      "const resolve = (dir) => path.join(__dirname, dir);\nconst alias = { '@': resolve('src') };\nmodule.exports = { resolve: { alias } };",
    ],
    [
      'an assignment',
      "module.exports = { webpack(config) { config.resolve.alias['@'] = path.join(process.cwd(), 'src'); } };",
    ],
    [
      'a chain',
      "module.exports = { chainWebpack: (c) => { c.resolve.alias.set('@', path.resolve('src')); } };",
    ],
    [
      'a URL',
      "export default { resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } } };",
    ],
    ['a condition', "module.exports = { resolve: { alias: { '@': dev ? `${__dirname}/src` : other() } } };"],
  ])('are read from %s', (_, config) => {
    expect(
      resolveIn({ ...source, 'webpack.config.js': config }, 'src/main.ts', ['@/orders/order', '@']),
    ).toEqual({
      '@/orders/order': 'src/orders/order.ts',
      '@': 'src/index.ts',
    });
  });

  it('keep exact keys, packages under another name, ignored modules and roots apart', () => {
    const config = `module.exports = { resolve: {
      modules: ['node_modules', path.resolve(__dirname, 'src')],
      alias: { only$: path.resolve(__dirname, 'src/exact.ts'), react: 'preact/compat', moment: false },
    } };`;
    expect(
      resolveIn({ ...source, 'config/empty.ts': '', 'webpack.prod.ts': config }, 'src/main.ts', [
        'only',
        'only/x',
        'react',
        'moment',
        'orders/order',
      ]),
    ).toEqual({
      only: 'src/exact.ts',
      'only/x': 'pkg:only',
      react: 'pkg:react',
      moment: 'pkg:moment',
      'orders/order': 'src/orders/order.ts',
    });
  });
});

describe('aliases of vite', () => {
  it.each([
    ['an object', "export default defineConfig({ resolve: { alias: { '@': '/src' } } });"],
    [
      'a list',
      "export default { resolve: { alias: [{ find: '@', replacement: path.resolve(__dirname, 'src') }] } };",
    ],
    [
      'a regular expression',
      "export default { resolve: { alias: [{ find: /^@\\//, replacement: '/src/' }] } };",
    ],
    [
      'a regular expression with a group',
      "export default () => ({ resolve: { alias: [{ find: /^@\\/(.*)$/, replacement: './src/$1' }] } });",
    ],
  ])('are read from %s', (_, config) => {
    expect(
      resolveIn({ ...source, 'vite.config.ts': config }, 'src/main.ts', ['@/orders/order', '/src/index']),
    ).toEqual({
      '@/orders/order': 'src/orders/order.ts',
      '/src/index': 'src/index.ts',
    });
  });
});

it('aliases of jest are read from its file and from package.json, styles and packages left alone', () => {
  const mapper = {
    '^@(orders|users)/(.*)$': '<rootDir>/src/$1/$2',
    '\\.(css|less)$': 'identity-obj-proxy',
    '^lib$': '<rootDir>/src/index',
  };
  const specifiers = ['@orders/order', '@users/order', 'lib', './a.css'];
  const expected = {
    '@orders/order': 'src/orders/order.ts',
    '@users/order': '? package.json maps @users/* to src/users/* and no file matches',
    lib: 'src/index.ts',
    './a.css': '? no file matches',
  };
  const manifest = { 'package.json': JSON.stringify({ jest: { moduleNameMapper: mapper } }) };
  expect(resolveIn({ ...source, ...manifest }, 'src/main.test.ts', specifiers)).toEqual(expected);
  const config = { 'jest.config.ts': `export default { rootDir: './src', modulePaths: ['<rootDir>'] };` };
  expect(resolveIn({ ...source, ...config }, 'src/main.test.ts', ['orders/order'])).toEqual({
    'orders/order': 'src/orders/order.ts',
  });
});

it('aliases of babel-plugin-module-resolver are read from JSON and from code', () => {
  const options = { root: ['./src'], alias: { '~': './src', '^@app/(.+)': './src/\\1' } };
  const expected = {
    '~/orders/order': 'src/orders/order.ts',
    '@app/orders/order': 'src/orders/order.ts',
    'orders/order': 'src/orders/order.ts',
  };
  const json = { '.babelrc': JSON.stringify({ plugins: [['module-resolver', options]] }) };
  expect(resolveIn({ ...source, ...json }, 'src/main.js', Object.keys(expected))).toEqual(expected);
  const code = {
    'babel.config.js': `module.exports = (api) => ({ plugins: [['module-resolver', ${JSON.stringify(options)}]] });`,
  };
  expect(resolveIn({ ...source, ...code }, 'src/main.js', Object.keys(expected))).toEqual(expected);
});

it('aliases of module-alias, app-module-path and NODE_PATH are read, build output mapped to source', () => {
  const manifest = {
    dependencies: { 'module-alias': '2', 'app-module-path': '2' },
    _moduleAliases: { '@root': 'dist' },
    scripts: { start: 'NODE_PATH=src/orders node dist/main.js' },
  };
  const files = {
    ...source,
    'package.json': JSON.stringify(manifest),
    'src/start.js':
      "require('module-alias').addAlias('@src', __dirname);\nrequire('app-module-path').addPath(__dirname);",
  };
  expect(
    resolveIn(files, 'src/main.js', [
      '@root/orders/order',
      '@src/orders/order',
      'orders/order',
      'order',
      'express',
    ]),
  ).toEqual({
    '@root/orders/order': 'src/orders/order.ts',
    '@src/orders/order': 'src/orders/order.ts',
    'orders/order': 'src/orders/order.ts',
    order: 'src/orders/order.ts',
    express: 'pkg:express',
  });
});

it('an alias applies to the package that its file belongs to, the innermost first', () => {
  const alias = (target: string) =>
    `module.exports = { resolve: { alias: { '@': __dirname + '${target}' } } };`;
  const files = {
    'package.json': '{}',
    'webpack.config.js': alias('/lib'),
    'lib/x.ts': '',
    'web/package.json': '{}',
    'web/config/webpack.js': alias('/../src'),
    'web/src/x.ts': '',
  };
  expect(resolveIn(files, 'api/main.ts', ['@/x'])).toEqual({ '@/x': 'lib/x.ts' });
  expect(resolveIn(files, 'web/src/main.ts', ['@/x'])).toEqual({ '@/x': 'web/src/x.ts' });
});

it('what only running a configuration would tell is a note with its place, and leads nowhere', () => {
  const root = sourceTree({
    ...source,
    'vite.config.ts': "export default {\n resolve: { alias: {\n '@': compute(),\n '~': '/../../..' } } };",
  });
  const { diagnostics, resolver } = openProject({ root });
  expect(diagnostics).toEqual([
    {
      severity: 'note',
      code: 'ALIAS_UNREAD',
      message: 'aliases of vite could not be read without running it: a value in line 3',
      location: { path: 'vite.config.ts', line: 3 },
    },
  ]);
  expect(resolver.resolve('src/main.ts', '@/x').kind).toBe('unresolved');
});

it('loaders and queries of bundlers are no part of a path, folders of node_modules are packages', () => {
  const config =
    "module.exports = { resolve: { alias: { press: 'node_modules/pressjs' }, modules: ['build/src'] } };";
  expect(
    resolveIn({ ...source, 'webpack.config.js': config, 'src/a.css': '' }, 'src/main.js', [
      '!!raw-loader!./a.css?x',
      'file-loader!some-package/x',
      'press',
      'orders/order',
    ]),
  ).toEqual({
    '!!raw-loader!./a.css?x': 'file:src/a.css',
    'file-loader!some-package/x': 'pkg:some-package',
    press: 'pkg:press',
    'orders/order': 'src/orders/order.ts',
  });
});

it('a configuration above the analysed folder counts inside a repository', () => {
  const root = sourceTree({
    '.git/HEAD': '',
    'api/vite.config.ts': "export default { resolve: { alias: { '@': path.resolve(__dirname, 'src') } } };",
    'api/src/a.ts': '',
  });
  const { resolver } = openProject({ root: `${root}/api/src` });
  expect(resolver.resolve('main.ts', '@/a')).toEqual({ kind: 'module', path: 'a.ts' });
});

it.each([
  ['a cycle of names', 'const a = b; const b = a; export default { resolve: { alias: a } };'],
  [
    'a function that calls itself',
    "const f = (x) => f(f(x)); export default { resolve: { alias: { '@': f('x') } } };",
  ],
  [
    'a text that doubles',
    `let a = 'x'; ${Array.from({ length: 60 }, (_, i) => `const a${i + 1} = a${i || ''} + a${i || ''};`).join('')} export default { resolve: { alias: { '@': a60 } } };`,
  ],
  [
    'odd names',
    "export default { resolve: { alias: { __proto__: './x', constructor: './src', toString: '/src' } } };",
  ],
])('%s ends', (_, config) => {
  const { resolver } = openProject({ root: sourceTree({ ...source, 'vite.config.js': config }) });
  expect(resolver.resolve('src/main.ts', 'express').kind).toBe('package');
});

describe('a regular expression', () => {
  it.each([
    ['^@app/(.*)$', './app/$1', [{ pattern: '@app/*', target: './app/*' }]],
    ['^(?:@|~)/(.*)', './src/$1', ['@', '~'].map((start) => ({ pattern: `${start}/*`, target: './src/*' }))],
    ['^lib\\.core$', './core', [{ pattern: 'lib.core', target: './core' }]],
    ['^[a-z]+/(.*)$', './$1', null],
    ['^@/([^?]*)(\\?.*)?$', './src/$1', [{ pattern: '@/*', target: './src/*' }]],
    ['@app/([a-z_-]+)$', './$1', [{ pattern: '@app/*', target: './*' }]],
    ['@app/([a-z]+)/(.*)$', './$1/$2', null],
    ['(a+)+$', './x', null],
    ['(.*)/(.*)', './$1/$2', null],
  ])('%s is translated or refused, never run', (pattern, target, expected) => {
    expect(regExpAliases(pattern, target, false)).toEqual(expected);
  });
});
