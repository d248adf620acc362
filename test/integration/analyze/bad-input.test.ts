import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { type Analysis, analysisSchema } from '../../../src/model/analysis.ts';
import { addCommit, git, gitRepository } from '../../support/git-repository.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

/** What must stand whatever lies beside it: a module that uses another one, and a route. */
const sound = {
  'src/dep.ts': 'export const dep = 1;\n',
  'src/good.ts':
    "import express from 'express';\nimport { dep } from './dep';\nconst app = express();\napp.get('/good', () => dep);\n",
};

interface Result {
  readonly analysis: Analysis;
  /** The Markdown report. */
  readonly report: string;
  /** `CODE path` or `CODE` of every diagnostic, but for the missing history. */
  readonly said: readonly string[];
  readonly paths: readonly string[];
}

/** Analyses a tree by the command line; the sound part of it must be complete, and nothing may end the run. */
async function analysed(
  files: Readonly<Record<string, string | Buffer>>,
  prepare: (root: string) => void = () => undefined,
  ...options: readonly string[]
): Promise<Result> {
  const root = sourceTree({ ...sound, ...files });
  prepare(root);
  return analysedAt(root, ...options);
}

async function analysedAt(root: string, ...options: readonly string[]): Promise<Result> {
  const workingFolder = sourceTree({});
  const { exitCode, stderr } = await runCli(['analyze', root, '--quiet', ...options], commands, {
    workingFolder,
    environment: { PATH: process.env['PATH'] ?? '' },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const read = (name: string) => readFileSync(join(workingFolder, 'banyan-report', name), 'utf8');
  const analysis = analysisSchema.parse(JSON.parse(read('analysis.json')));
  expect(analysis.dependencies).toContainEqual(
    expect.objectContaining({ from: 'src/good.ts', to: 'src/dep.ts' }),
  );
  expect(analysis.routes.map(({ path }) => path)).toContain('/good');
  return {
    analysis,
    report: read('report.md'),
    said: analysis.diagnostics
      .filter(({ code }) => code !== 'HISTORY_ABSENT' && code !== 'NOT_PART_OF_THE_APPLICATION')
      .map(({ code, location }) => [code, ...(location ? [location.path] : [])].join(' ')),
    paths: analysis.modules.map(({ path }) => path),
  };
}

describe('large and odd files', () => {
  const minified = `!function(){${Array.from({ length: 130_000 }, (_, index) => `var a${index}=function(b,c){return b+c*${index}};`).join('')}}();`;

  it('5 MB of minified code are named, and read when asked for', async () => {
    expect(minified.length).toBeGreaterThan(5_000_000);
    const files = { 'public/app.min.js': minified };
    const refused = await analysed(files);
    expect(refused.said).toEqual(['FILE_TOO_LARGE public/app.min.js']);
    expect(refused.report).toContain('public/app.min.js');
    const read = await analysed(files, undefined, '--max-file-size', '10MB');
    expect(read.paths).toContain('public/app.min.js');
  }, 120_000);

  it('50,000 lines are read', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `export const value${index} = ${index};`);
    const { analysis, said } = await analysed(
      { 'src/generated.ts': lines.join('\n') },
      undefined,
      '--max-file-size',
      '5MB',
    );
    expect(analysis.modules).toContainEqual(
      expect.objectContaining({ path: 'src/generated.ts', lines: 50_000 }),
    );
    expect(said).toEqual([]);
  });

  it('a sparse file of 2 GB is not read, by no name', async () => {
    const { said } = await analysed({}, (root) => {
      for (const name of [
        'src/sparse.ts',
        'package.json',
        'tsconfig.json',
        'schema.prisma',
        'pnpm-workspace.yaml',
        'data.sql',
        '.gitignore',
        'vite.config.ts',
        'CODEOWNERS',
      ]) {
        const file = openSync(join(root, name), 'w');
        ftruncateSync(file, 2_147_483_648);
        closeSync(file);
      }
    });
    expect(said).toContain('FILE_TOO_LARGE src/sparse.ts');
    expect(said).toContain('MANIFEST_UNREADABLE package.json');
    expect(said).toContain('CONFIG_UNUSABLE tsconfig.json');
  });

  it('a manifest of 50 MB, and one that nests without end, are named and not used', async () => {
    const { said } = await analysed({
      'package.json': `{"name":"big","x":"${'x'.repeat(50_000_000)}"}`,
      'deep/package.json': `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`,
      'list/package.json': `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      'tsconfig.json': `{"compilerOptions":${'{"paths":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    });
    expect(said).toContain('MANIFEST_UNREADABLE package.json');
    expect(said.filter((each) => !/MANIFEST_UNREADABLE|CONFIG_UNUSABLE/.test(each))).toEqual([]);
  });

  it('a pnpm-workspace.yaml of aliases that multiply costs nothing', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}*a${index}]`,
    );
    const { said } = await analysed({
      'package.json': '{}',
      'pnpm-workspace.yaml': `a0: &a0 [x]\n${levels.join('\n')}\npackages:\n  - *a30\n  - ${'**/'.repeat(5_000)}\n`,
    });
    expect(said).toEqual([]);
  });

  it('declaration files only are no source, and say so', async () => {
    const root = sourceTree({ 'index.d.ts': 'export declare const a: number;\n', 'b.d.mts': '' });
    const { exitCode, stderr } = await runCli(['analyze', root], commands, { workingFolder: sourceTree({}) });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error NO_SOURCE_FILES');
  });

  it('texts that are slow for careless patterns are not', async () => {
    const attacks = {
      'src/comment.ts': `/*${'*/ /*'.repeat(100_000)}`,
      'src/template.ts': `export const t = \`${'${'.repeat(900)}`,
      'src/sql.ts': `export const s = "select ${'('.repeat(500)} from ${'a,'.repeat(50_000)} where";\n`,
      'src/spaces.ts': `export const s = "select${' '.repeat(200_000)}x";\nexport const path = "/${'a/'.repeat(50_000)}";\n`,
      'src/import.ts': `import '${'./'.repeat(50_000)}x';\nimport '${'@'.repeat(50_000)}';\nimport '${'a-'.repeat(50_000)}';\n`,
      'src/page.vue': `<script ${'a="'.repeat(20_000)}\n${'<script'.repeat(20_000)}`,
      'schema.prisma': `model ${'a '.repeat(100_000)}\n${'model A {\n'.repeat(5_000)}@relation(${'name:'.repeat(50_000)}`,
      'tsconfig.json': `{ ${'/* '.repeat(100_000)} "a": "${'\\\\'.repeat(50_000)}`,
      '.gitignore': `${'*a'.repeat(200)}\n${'**/'.repeat(300)}x\n`,
      'jest.config.js': `module.exports = { moduleNameMapper: { '^${'(a|'.repeat(5_000)}': './x', '${'(.*)'.repeat(500)}': './y' } };\n`,
      CODEOWNERS: `${'**/a'.repeat(200)} @x\n`,
    };
    const { paths } = await analysed(attacks);
    expect(paths).toContain('src/sql.ts');
  }, 60_000);
});

describe('names', () => {
  it('that mean something to JavaScript are plain routes, tables, modules and symbols', async () => {
    const words = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];
    const routes = words.map(
      (word) =>
        `app.get('/${word}/:${word}', function ${word}() { return db.query('select * from ${word}'); });`,
    );
    const { analysis } = await analysed({
      'src/app.js': `const express = require('express');\nconst { Pool } = require('pg');\nconst db = new Pool();\nconst app = express();\n${routes.join('\n')}\n`,
      'migrations/1.sql': words.map((word) => `create table "${word}" (id int);`).join('\n'),
      ...Object.fromEntries(
        words.map((word) => [
          `src/${word}.ts`,
          `export const ${word} = '${word}';\nexport class Of${word} { ${word}() {} }\n`,
        ]),
      ),
      'package.json':
        '{"dependencies":{"__proto__":"1","constructor":"1"},"imports":{"#__proto__":"./src/__proto__.ts"}}',
      'tsconfig.json':
        '{"compilerOptions":{"paths":{"__proto__":["./src/__proto__.ts"],"constructor/*":["./src/*"]}}}',
      'src/use.ts': "import '__proto__';\nimport 'constructor/toString';\nimport '#__proto__';\n",
    });
    expect(analysis.routes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(words.map((word) => `/${word}/:${word}`)),
    );
    expect(analysis.entities.map(({ table }) => table)).toEqual(
      expect.arrayContaining(words.map((word) => (word.toLowerCase() === word ? word : expect.any(String)))),
    );
    expect(analysis.dependencies.filter(({ from }) => from === 'src/use.ts').map(({ to }) => to)).toEqual([
      'src/__proto__.ts',
      'src/toString.ts',
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('with markup, quotes, pipes and line breaks cannot get out of the report', async () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      '`|"quoted"|`',
      '](javascript:alert(1))',
      'line\nbreak',
      '</script><script>alert(2)',
      '\u202eevil',
      '\u001b[2Jclear',
    ];
    const files = Object.fromEntries(
      names.map((name) => [
        `src/${name.replaceAll('/', '_')}/a.ts`,
        "import { dep } from '../dep';\nimport './gone';\nexport const a = dep;\n",
      ]),
    );
    const { report, paths } = await analysed(files, undefined, '--max-unresolved', '1');
    expect(paths.filter((path) => path.endsWith('/a.ts'))).toHaveLength(names.length);
    const outsideOfCode = report.replaceAll(/(`+)[^`].*?[^`]?\1(?!`)/g, '');
    expect(outsideOfCode).not.toMatch(/<(?:img|script|\/script)/);
    expect(outsideOfCode).not.toContain('](javascript:');
    // oxlint-disable-next-line no-control-regex -- control characters are what this test is about
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('that are not UTF-8 are counted, and the others in the folder are read', async () => {
    const { said } = await analysed({}, (root) => {
      const bytes = Buffer.concat([Buffer.from(`${root}/src/caf`), Buffer.from([0xe9]), Buffer.from('.ts')]);
      writeFileSync(bytes, 'export {};\n');
    });
    expect(said).toEqual(['NAME_UNREADABLE']);
  });

  it('that differ by case are two modules', async () => {
    const { paths } = await analysed({ 'src/Twin.ts': 'export {};\n', 'src/twin.ts': "import './Twin';\n" });
    expect(paths).toEqual(expect.arrayContaining(['src/Twin.ts', 'src/twin.ts']));
  });
});

describe('a graph', () => {
  it('with a circle of 1,000 imports ends', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [
        `c/${index}.ts`,
        `import { v${(index + 1) % 1_000} as next } from './${(index + 1) % 1_000}';\nexport const v${index} = () => next;\n`,
      ]),
    );
    const { analysis } = await analysed(files);
    expect(analysis.dependencies.filter(({ from }) => from.startsWith('c/'))).toHaveLength(1_000);
  }, 60_000);
});

describe('what the file system does', () => {
  it('pipes, sockets and folders that are named like sources do not block', async () => {
    const { said } = await analysed({ 'src/folder.ts/inner.ts': 'export {};\n' }, (root) => {
      spawnSync('mkfifo', [
        join(root, 'src/pipe.ts'),
        join(root, 'package.json'),
        join(root, 'tsconfig.json'),
        join(root, '.gitignore'),
      ]);
      const server = createServer().listen(join(root, 'src/socket.ts'));
      onTestFinished(() => void server.close());
    });
    expect(said).toContain('FILE_NOT_REGULAR src/pipe.ts');
    expect(said).toContain('CONFIG_UNUSABLE tsconfig.json');
  });

  it('a file that is gone when it is read is named', async () => {
    const root = sourceTree({
      ...sound,
      'src/gone.ts': 'export {};\n',
      'src/later.ts': "import './gone';\n",
    });
    const { openProject } = await import('../../../src/project/index.ts');
    const project = openProject({ root });
    rmSync(join(root, 'src/gone.ts'));
    expect(
      project.sources.map((path) => project.readText(path)).filter((text) => text === null),
    ).toHaveLength(1);
    expect(project.diagnostics).toMatchObject([
      {
        code: 'FILE_UNREADABLE',
        location: { path: 'src/gone.ts' },
        message: 'the file was skipped: it is missing',
      },
    ]);
  });

  it.skipIf(process.getuid?.() === undefined)(
    'a file and a folder without permission are named, by a user who is not root',
    () => {
      const root = sourceTree({
        ...sound,
        'src/secret.ts': 'export {};\n',
        'src/closed/a.ts': 'export {};\n',
      });
      chmodSync(join(root, 'src/secret.ts'), 0);
      chmodSync(join(root, 'src/closed'), 0);
      chmodSync(root, 0o755);
      const output = sourceTree({});
      chmodSync(output, 0o777);
      const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
      const run = spawnSync(
        process.execPath,
        [
          '--import',
          import.meta.resolve('tsx'),
          resolve('src/cli/bin.ts'),
          'analyze',
          root,
          '--json',
          '--quiet',
          '--no-history',
        ],
        { cwd: output, encoding: 'utf8', env: { PATH: process.env['PATH'], TMPDIR: output }, ...nobody },
      );
      chmodSync(join(root, 'src/closed'), 0o700);
      expect(run.stderr).toBe('');
      const { diagnostics } = JSON.parse(run.stdout) as Analysis;
      expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
        'FOLDER_UNREADABLE the folder src/closed could not be listed: permission denied (EACCES)',
        'FILE_UNREADABLE the file was skipped: it is not readable for this user',
      ]);
    },
  );
});

describe('a repository', () => {
  it('without git, without commits, and shallow is analysed, and what that costs is said', async () => {
    const codes = async (root: string) =>
      (await analysedAt(root)).analysis.diagnostics.map(({ code }) => code);
    expect(await codes(sourceTree(sound))).toEqual(['HISTORY_ABSENT']);
    const empty = sourceTree(sound);
    git(empty, 'init', '-q');
    expect(await codes(empty)).toEqual(['HISTORY_ABSENT']);
    const origin = gitRepository([{ files: sound }, { files: { 'src/dep.ts': 'export const dep = 2;\n' } }]);
    const clone = join(sourceTree({}), 'clone');
    git('/', 'clone', '-q', '--depth=1', `file://${origin}`, clone);
    expect((await codes(clone)).join()).toMatch(/HISTORY/);
  });

  it('with a submodule that is checked out has its modules, with one that is not says so', async () => {
    const library = gitRepository([{ files: { 'lib.ts': 'export const lib = 1;\n' } }]);
    const root = gitRepository([{ files: sound }]);
    for (const name of ['here', 'gone'])
      git(root, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library, `vendor-${name}`);
    addCommit(root, { files: {} });
    git(root, 'submodule', 'deinit', '-f', 'vendor-gone');
    const { paths, analysis } = await analysedAt(root);
    expect(paths).toContain('vendor-here/lib.ts');
    expect(
      analysis.diagnostics.filter(({ code }) => code === 'SUBMODULE_ABSENT').map(({ message }) => message),
    ).toEqual(['the submodule vendor-gone is not checked out: what is in it is not part of the result']);
  });

  it('whose configuration names programs has none of them run', async () => {
    const root = gitRepository([{ files: sound }, { files: { 'src/dep.ts': 'export const dep = 3;\n' } }]);
    const witness = join(sourceTree({}), 'ran');
    const script = join(root, 'run.sh');
    writeFileSync(script, `#!/bin/sh\necho "$0" >> ${witness}\ncat\n`, { mode: 0o755 });
    const programs = [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'diff.external',
      'diff.x.textconv',
      'filter.x.clean',
      'filter.x.smudge',
      'gpg.program',
      'credential.helper',
      'alias.log',
    ];
    for (const key of programs) git(root, 'config', key, key === 'alias.log' ? `!${script}` : script);
    git(root, 'config', 'log.showSignature', 'true');
    git(root, 'config', 'core.hooksPath', join(root, 'hooks'));
    mkdirSync(join(root, 'hooks'));
    for (const hook of ['post-index-change', 'pre-auto-gc', 'reference-transaction', 'fsmonitor-watchman'])
      writeFileSync(join(root, 'hooks', hook), readFileSync(script), { mode: 0o755 });
    writeFileSync(join(root, '.gitattributes'), '* filter=x diff=x\n');
    rmSync(witness, { force: true });
    const { analysis } = await analysedAt(root);
    expect(analysis.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(existsSync(witness)).toBe(false);
  });

  it('whose configuration and code would act when run are only read', async () => {
    const witness = join(sourceTree({}), 'ran');
    const act = `require('fs').writeFileSync(${JSON.stringify(witness)}, 'x');`;
    const { said } = await analysed({
      'package.json': '{"scripts":{"preinstall":"touch x"}}',
      'webpack.config.js': `${act}\nmodule.exports = { resolve: { alias: { '@': __dirname + '/src' } } };`,
      'vite.config.ts': act,
      'jest.config.js': act,
      'babel.config.js': act,
      'next.config.js': act,
      '.pnp.cjs': act,
      'node_modules/typescript/lib/typescript.js': act,
      'src/effect.js': act,
      'tsconfig.json': '{"compilerOptions":{"plugins":[{"name":"./evil.js"}]}}',
    });
    expect(said).toEqual([]);
    expect(existsSync(witness)).toBe(false);
  });
});
