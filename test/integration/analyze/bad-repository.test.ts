import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Analysis } from '../../../src/model/analysis.ts';
import { analysed, analysedAt, sound } from '../../support/analysed-tree.ts';
import { addCommit, git, gitRepository } from '../../support/git-repository.ts';
import { sourceTree } from '../../support/source-tree.ts';

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
