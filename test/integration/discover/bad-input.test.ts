import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { openDisk } from '../../../src/project/disk.ts';
import { sourceTree } from '../../support/source-tree.ts';

const good = {
  'src/dep.ts': 'export const dep = 1;\n',
  'src/good.ts': "import { dep } from './dep';\nexport const good = dep;\n",
};
const goodEdge = { from: 'src/good.ts', to: 'src/dep.ts' };

async function factsOf(files: Record<string, string | Buffer>, prepare: (root: string) => void = () => {}) {
  const root = sourceTree({ ...good, ...files });
  prepare(root);
  const facts = await discoverFacts({ root });
  expect(facts.dependencies).toContainEqual(expect.objectContaining(goodEdge));
  return {
    ...facts,
    paths: facts.modules.map(({ path }) => path),
    codes: facts.diagnostics.map(({ code }) => code),
  };
}

describe('files', () => {
  test('a syntax error is a diagnostic with its line, and what could be parsed counts', async () => {
    const { diagnostics, dependencies } = await factsOf({
      'src/broken.ts': "import { dep } from './dep';\nexport const a = dep;\nconst = ;\n",
    });
    expect(diagnostics).toMatchObject([
      { code: 'SYNTAX_ERROR', location: { path: 'src/broken.ts', line: 3 } },
    ]);
    expect(dependencies.every(({ from }) => from !== 'src/missing.ts')).toBe(true);
  });

  test('a byte order mark, UTF-16 in both orders and hash-bangs are read', async () => {
    const text = "import { dep } from './dep';\nexport const x = dep;\n";
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    const { dependencies } = await factsOf({
      'src/bom.ts': `\uFEFF${text}`,
      'src/le.ts': little,
      'src/be.ts': big,
      'src/bang.ts': `#!/usr/bin/env node\n${text}`,
    });
    const importers = dependencies.filter(({ to }) => to === 'src/dep.ts').map(({ from }) => from);
    expect(importers).toEqual(['src/bang.ts', 'src/be.ts', 'src/bom.ts', 'src/good.ts', 'src/le.ts']);
  });

  test('one NUL in a string does not make a file binary', async () => {
    const { dependencies, codes } = await factsOf({
      'src/nul.ts': `import { dep } from './dep';\nexport const separator = '\0' + dep;\n${'// text\n'.repeat(100)}`,
    });
    expect(dependencies).toContainEqual(expect.objectContaining({ from: 'src/nul.ts' }));
    expect(codes).toEqual([]);
  });

  test('JavaScript with annotations of Flow is read as far as they are those of TypeScript', async () => {
    const { dependencies, codes } = await factsOf({
      'src/flow.js':
        "// @flow\nimport type { A } from './good';\nimport { dep } from './dep';\nexport const f = (x: A): number => dep;\n",
    });
    expect(
      dependencies
        .filter(({ from }) => from === 'src/flow.js')
        .map(({ to, kinds }) => `${to} ${kinds.join()}`),
    ).toEqual(['src/dep.ts value', 'src/good.ts type']);
    expect(codes).toEqual([]);
  });

  test('binary content, invalid UTF-8 and large files are named', async () => {
    const { diagnostics, paths } = await factsOf({
      'src/video.ts': Buffer.from([0x47, 0x40, 0x00, 0x10, 0x00]),
      'src/latin.ts': Buffer.from([...Buffer.from("export const s = 'caf"), 0xe9, ...Buffer.from("';\n")]),
      'src/large.ts': `export const big = '${'x'.repeat(1_000_001)}';\n`,
    });
    expect(diagnostics.map(({ code, location }) => `${code} ${location?.path}`)).toEqual([
      'FILE_TOO_LARGE src/large.ts',
      'FILE_NOT_UTF8 src/latin.ts',
      'FILE_BINARY src/video.ts',
    ]);
    expect(paths).toEqual(['src/dep.ts', 'src/good.ts', 'src/latin.ts']);
  });

  test.each([
    ['brackets', `export const x = ${'('.repeat(30_000)}1${')'.repeat(30_000)};`],
    ['operators', `export const x = ${'1+'.repeat(120_000)}1;`],
    ['arrows', `export const x = ${'a=>'.repeat(30_000)}1;`],
    ['else', `if (a) {} ${'else if (b) {}'.repeat(30_000)}`],
    ['unclosed', '('.repeat(100_000)],
    ['type arguments', `type X = ${'A<'.repeat(30_000)}B${'>'.repeat(30_000)};`],
  ])('deeply nested %s do not end the run', async (_, code) => {
    const { codes } = await factsOf({ 'src/deep.ts': code });
    expect(codes).toContain('FILE_TOO_DEEP');
  });

  test('a tree that is too deep to be walked costs that file alone', async () => {
    const { paths } = await factsOf({
      'src/deep.ts': `export const x = ${'f('.repeat(1_900)}1${')'.repeat(1_900)};`,
    });
    expect(paths).toContain('src/good.ts');
  });

  test('names such as __proto__ and constructor are plain modules', async () => {
    const { paths, dependencies } = await factsOf({
      'src/__proto__.ts':
        "import { hasOwnProperty } from './constructor';\nexport const __proto__ = hasOwnProperty;\n",
      'src/constructor.ts':
        'export const hasOwnProperty = 1;\nexport class constructor { toString() {} __proto__() {} }\n',
    });
    expect(paths).toContain('src/__proto__.ts');
    expect(dependencies).toContainEqual(
      expect.objectContaining({
        from: 'src/__proto__.ts',
        to: 'src/constructor.ts',
        symbols: ['hasOwnProperty'],
      }),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('folders and pipes with the name of a module do not count and do not block', async () => {
    const { paths, codes } = await factsOf({ 'src/folder.ts/inner.ts': 'export {};\n' }, (root) => {
      execFileSync('mkfifo', [join(root, 'src/pipe.ts')]);
    });
    expect(paths).toEqual(['src/dep.ts', 'src/folder.ts/inner.ts', 'src/good.ts']);
    expect(codes).toEqual(['FILE_NOT_REGULAR']);
  });
});

describe('links', () => {
  test('circles end, each file counts once, an import through a link resolves', async () => {
    const { paths, dependencies } = await factsOf(
      { 'src/via.ts': "import { dep } from './linked/dep';\nexport const via = dep;\n" },
      (root) => {
        symlinkSync('.', join(root, 'src/self'));
        symlinkSync('../src', join(root, 'src/linked'));
        symlinkSync('loop-b', join(root, 'src/loop-a'));
        symlinkSync('loop-a', join(root, 'src/loop-b'));
      },
    );
    expect(paths).toEqual(['src/dep.ts', 'src/good.ts', 'src/via.ts']);
    expect(dependencies).toContainEqual(expect.objectContaining({ from: 'src/via.ts', to: 'src/dep.ts' }));
  });

  test('nothing outside of the root is read through a link', async () => {
    const outside = sourceTree({
      'secret.ts': "export const secret = 'OUTSIDE';\n",
      'package.json': '{"name":"outside"}',
    });
    const facts = await factsOf({ 'src/use.ts': "import { secret } from './out/secret';\n" }, (root) => {
      symlinkSync(outside, join(root, 'src/out'));
      symlinkSync(join(outside, 'secret.ts'), join(root, 'src/one.ts'));
      symlinkSync(join(outside, 'package.json'), join(root, 'package.json'));
    });
    expect(facts.paths).toEqual(['src/dep.ts', 'src/good.ts', 'src/use.ts']);
    expect(facts.unresolvedImports).toMatchObject([{ specifier: './out/secret' }]);
    expect(facts.codes.filter((code) => code === 'LINK_SKIPPED')).toHaveLength(3);
  });
});

describe('configuration', () => {
  test('a broken tsconfig is a diagnostic, the defaults apply', async () => {
    const { codes } = await factsOf({
      'tsconfig.json': '{ "compilerOptions": { "paths": ',
      'package.json': '{ nonsense',
    });
    expect(codes.sort()).toEqual(['CONFIG_UNUSABLE', 'MANIFEST_UNREADABLE']);
  });

  test('a tsconfig that extends itself in a circle ends', async () => {
    const { diagnostics } = await factsOf({
      'tsconfig.json': '{ "extends": "./b.json" }',
      'b.json': '{ "extends": "./tsconfig.json" }',
      'src/alias.ts': "import '@/x';\n",
    });
    expect(diagnostics).toMatchObject([
      { code: 'CONFIG_UNUSABLE', message: expect.stringContaining('circle') },
    ]);
  });

  test('a tsconfig that extends a file outside of the project is refused', async () => {
    const outside = sourceTree({ 'base.json': '{ "compilerOptions": { "paths": { "~/*": ["src/*"] } } }' });
    const { diagnostics, unresolvedImports } = await factsOf({
      'tsconfig.json': JSON.stringify({
        extends: [join(outside, 'base.json'), `../${outside.split('/').at(-1)}/base.json`],
      }),
      'src/alias.ts': "import { dep } from '~/dep';\n",
    });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('outside the project'),
      expect.stringContaining('outside the project'),
    ]);
    expect(unresolvedImports).toMatchObject([{ specifier: '~/dep' }]);
  });

  test('comments, trailing commas, a byte order mark, inheritance and ${configDir} are understood', async () => {
    const { dependencies } = await factsOf({
      'tsconfig.json': '\uFEFF{ // base\n "extends": "./base.json", }',
      'base.json': '{ "compilerOptions": { /* aliases */ "paths": { "@/*": ["${configDir}/src/*"], }, } }',
      'src/alias.ts': "import { dep } from '@/dep';\nexport const a = dep;\n",
    });
    expect(dependencies).toContainEqual(expect.objectContaining({ from: 'src/alias.ts', to: 'src/dep.ts' }));
  });

  test('an alias that leads nowhere is listed with the pattern that failed', async () => {
    const { unresolvedImports } = await factsOf({
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@app/*": ["./lib/*"] } } }',
      'src/alias.ts': "import { x } from '@app/x';\n",
    });
    expect(unresolvedImports).toEqual([
      {
        from: 'src/alias.ts',
        specifier: '@app/x',
        line: 1,
        reason: 'tsconfig.json maps @app/* to lib/* and no file matches',
      },
    ]);
  });
});

describe('graphs', () => {
  test('a chain of 5,000 re-exports is followed to its end', async () => {
    const files: Record<string, string> = { 'chain/0.ts': 'export const end = 1;\n' };
    for (let i = 1; i <= 5_000; i++) files[`chain/${i}.ts`] = `export { end } from './${i - 1}';\n`;
    const { dependencies } = await factsOf({
      ...files,
      'main.ts': "import { end } from './chain/5000';\nend;\n",
    });
    expect(dependencies).toContainEqual(expect.objectContaining({ from: 'main.ts', to: 'chain/0.ts' }));
  });

  test('a circle of 1,000 modules that evaluate each other ends', async () => {
    const files: Record<string, string> = {
      'app.ts': "import express from 'express';\nimport { v0 } from './c/0';\nexpress().get(v0, () => 1);\n",
    };
    for (let i = 0; i < 1_000; i++) {
      files[`c/${i}.ts`] =
        `import { v${(i + 1) % 1_000} as next } from './${(i + 1) % 1_000}';\nexport const v${i} = next + 'x';\n`;
    }
    const { routes } = await factsOf(files);
    expect(routes).toHaveLength(1);
  });

  test('start-up code that nests too deeply costs that file alone', async () => {
    const { routes, codes } = await factsOf({
      'a.ts': `import express from 'express';\nconst f = (x) => x;\nexport const deep = ${'f('.repeat(1_900)}express()${')'.repeat(1_900)};\n`,
      'b.ts': "import express from 'express';\nexpress().get('/b', () => 1);\n",
    });
    expect(routes.map(({ path }) => path)).toEqual(['/b']);
    // How deep is too deep, and for which step, depends on the free stack.
    const expected = ['EVALUATION_STOPPED', 'FILE_TOO_DEEP', 'FILE_UNPARSABLE'];
    expect(codes.filter((code) => !expected.includes(code))).toEqual([]);
  });

  test('loops that would never end are cut off', async () => {
    const { routes } = await factsOf({
      'app.ts': `import express from 'express';
        const app = express();
        let path = '/a';
        const list = [1];
        for (const a of list) { list.push(a, a); path += path; for (const b of list) { path += path + b; } }
        function again() { return again() + again(); }
        again();
        app.get(path, () => 1);`,
    });
    expect(routes).toHaveLength(1);
  });
});

describe('nothing to analyse', () => {
  test('a missing path, a file as root, an empty folder and only broken files are errors of the user', async () => {
    await expect(discoverFacts({ root: '/no/such/folder' })).rejects.toMatchObject({
      code: 'PATH_MISSING',
      exitCode: 2,
    });
    const root = sourceTree({ 'a.ts': '' });
    await expect(discoverFacts({ root: join(root, 'a.ts') })).rejects.toMatchObject({ code: 'PATH_MISSING' });
    mkdirSync(join(root, 'empty'));
    await expect(discoverFacts({ root: join(root, 'empty') })).rejects.toMatchObject({
      code: 'NO_SOURCE_FILES',
    });
    const broken = sourceTree({ 'a.ts': 'const = ;', 'b.ts': Buffer.from([0, 1, 2]) });
    await expect(discoverFacts({ root: broken })).rejects.toMatchObject({
      code: 'NOTHING_PARSED',
      problems: [{ where: 'a.ts:1' }, { where: 'b.ts:1' }],
    });
  });

  test('one missing module that many import is a gap, not a broken tree', async () => {
    const users = [...Array(12).keys()].map((nth) => [
      `u${nth}.js`,
      "require('./config');\nrequire('./log.js');\n",
    ]);
    const files = { 'log.js': 'module.exports = 1;\n', ...Object.fromEntries(users) };
    const { unresolvedImports } = await discoverFacts({ root: sourceTree(files) });
    expect(unresolvedImports).toHaveLength(12);
  });

  test('too many relative imports that lead nowhere are refused, a few are only listed', async () => {
    const missing = [1, 2, 3, 4, 5, 6].map((i) => `import './gone-${i}';`).join('\n');
    await expect(discoverFacts({ root: sourceTree({ 'a.ts': missing }) })).rejects.toMatchObject({
      code: 'IMPORTS_UNRESOLVED',
      problems: expect.arrayContaining([{ where: 'a.ts:1', what: './gone-1: no file matches' }]),
    });
    const { unresolvedImports } = await discoverFacts({ root: sourceTree({ 'a.ts': "import './gone';\n" }) });
    expect(unresolvedImports).toHaveLength(1);
  });

  test('a signal stops the run', async () => {
    const controller = new AbortController();
    const run = discoverFacts({
      root: sourceTree(good),
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(run).rejects.toThrow(/abort/i);
  });
});

test('git is read as files: a commit by reference or packed, and none where the folder lies elsewhere', async () => {
  const id = 'a'.repeat(40);
  const commitOf = async (files: Record<string, string>) =>
    (await discoverFacts({ root: sourceTree({ ...good, ...files }) })).commit;
  expect(await commitOf({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${id}\n` })).toBe(
    id,
  );
  expect(
    await commitOf({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/packed-refs': `# pack\n${id} refs/heads/main\n`,
    }),
  ).toBe(id);
  expect(await commitOf({ '.git/HEAD': 'ref: refs/heads/../../../secret\n' })).toBeNull();
  expect(await commitOf({ '.git': 'gitdir: /etc\n' })).toBeNull();
  expect(await commitOf({})).toBeNull();
});

test('the same tree gives the same facts, byte for byte', async () => {
  const root = sourceTree({ ...good, 'src/index.ts': "export * from './good';\nexport * from './dep';\n" });
  writeFileSync(join(root, 'src/extra.ts'), "import { good } from './index';\ngood;\n");
  const print = async () =>
    JSON.stringify(await discoverFacts({ root }), (_, value) => (value instanceof Map ? [...value] : value));
  expect(await print()).toBe(await print());
});

describe('constants', () => {
  test('two that are made of each other end', async () => {
    const { paths } = await factsOf({
      'src/circle.ts': "let one = two + 'x';\nlet two = one + 'y';\nsql.raw(one);\n",
    });
    expect(paths).toContain('src/circle.ts');
  });

  test('sixty that double end', async () => {
    const doubling = Array.from({ length: 60 }, (_, index) => `const a${index + 1} = a${index} + a${index};`);
    const { paths } = await factsOf({
      'src/doubling.ts': `const a0 = 'x';\n${doubling.join('\n')}\nsql.raw(a60);\n`,
    });
    expect(paths).toContain('src/doubling.ts');
  });
});

test('names that no file can have are nothing, not a failure', () => {
  const disk = openDisk(sourceTree(good));
  for (const name of ['a\0b', 'x'.repeat(5000)]) {
    expect(disk.kindOf(name)).toBeNull();
    expect(typeof disk.readBytes(name, 10)).toBe('string');
  }
});
