import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { addCommit, git, gitRepository } from '../../support/git-repository.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

const environment = { PATH: process.env['PATH'] ?? '' };
const run = (workingFolder: string, ...words: string[]) =>
  runCli(['check', '--no-cache', ...words], commands, { workingFolder, environment });

const uses = (path: string, name: string) =>
  `import { ${name} } from '${path}';\nexport const x = ${name};\n`;
const baseline = (...keys: string[]) =>
  JSON.stringify({ schemaVersion: 1, violations: keys.map((key) => ({ key })) }, null, 2);
const known = 'dependency src/orders/order.ts -> src/users/user.ts#user';
const accepted = {
  'src/orders/order.ts': uses('../users/user', 'user'),
  'src/users/user.ts': 'export const user = 1;\n',
  'src/users/name.ts': 'export const name = 1;\n',
  'banyan.boundaries.yaml':
    'version: banyan/v1\ncontexts:\n  orders: { modules: [src/orders] }\n  users: { modules: [src/users] }\n',
  'banyan.baseline.json': baseline(known),
};
const stranger = { 'src/orders/other.ts': uses('../users/name', 'name') };
const strangerKey = 'dependency src/orders/other.ts -> src/users/name.ts#name';

/** Boundaries that were accepted on `main`, and a branch on which some files are others. */
function branch(files: Record<string, string | null>, onMain: Record<string, string> = {}): string {
  const root = gitRepository([{ files: { ...accepted, ...onMain } }]);
  git(root, 'checkout', '-q', '-b', 'work');
  if (Object.keys(files).length > 0) addCommit(root, { files });
  return root;
}

describe('a baseline beside that of the merge base', () => {
  it('may not grow unseen, committed or not', async () => {
    const files = { ...stranger, 'banyan.baseline.json': baseline(known, strangerKey) };
    for (const root of [branch(files), branch({})]) {
      for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
      expect((await run(root)).exitCode).toBe(0);
      const compared = await run(root, '--base', 'main');
      expect(compared.exitCode).toBe(1);
      expect(compared.stdout).toContain('1 added to the baseline');
      expect(compared.stdout).toContain(strangerKey);
    }
  });

  it('is that of where the branch began, whatever happened on main since', async () => {
    const root = branch({});
    git(root, 'checkout', '-q', 'main');
    addCommit(root, {
      files: { 'src/orders/order.ts': 'export const x = 1;\n', 'banyan.baseline.json': baseline() },
    });
    git(root, 'checkout', '-q', 'work');
    expect((await run(root, '--base', 'main')).exitCode).toBe(0);
  });

  it('shows what shrank and what the boundaries allow since, and leaves that to the review', async () => {
    const root = branch({
      'src/orders/order.ts': 'export const x = 1;\n',
      'banyan.baseline.json': baseline(),
      'banyan.boundaries.yaml': accepted['banyan.boundaries.yaml'].replace(
        '[src/orders]',
        '[src/orders], uses: [users]',
      ),
    });
    const { stdout, exitCode } = await run(root, '--base', 'main');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Since the merge base mended: ${known}`);
    expect(stdout).toContain('Since the merge base the boundaries say: contexts.orders.uses: users');
  });

  it('begins where main has no boundaries yet', async () => {
    const root = gitRepository([{ files: { 'readme.txt': 'code to come' } }]);
    git(root, 'checkout', '-q', '-b', 'work');
    addCommit(root, { files: accepted });
    const { exitCode, stderr } = await run(root, '--base', 'main');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Nothing was accepted yet');
  });

  it('is found from a detached head, by a commit, by steps back, and by the branch that GitHub names', async () => {
    const root = branch({ 'banyan.baseline.json': baseline(known, strangerKey), ...stranger });
    const main = git(root, 'rev-parse', 'main').trim();
    git(root, 'checkout', '-q', '--detach');
    git(root, 'update-ref', 'refs/remotes/origin/release/2', main);
    git(root, 'pack-refs', '--all');
    for (const revision of ['main', main, main.slice(0, 8), 'HEAD~1', 'work^', 'origin/release/2'])
      expect((await run(root, '--base', revision)).exitCode, revision).toBe(1);
    const onGitHub = await runCli(['check', '--no-cache', '--base'], commands, {
      workingFolder: root,
      environment: { ...environment, GITHUB_BASE_REF: 'release/2' },
    });
    expect(onGitHub.exitCode).toBe(1);
    expect((await run(root, '--base')).exitCode).toBe(1);
  });

  it('is said to be out of reach, with what to do, and exit code 2', async () => {
    const root = branch(stranger);
    const unknown = await run(root, '--base', 'origin/main');
    expect(unknown).toMatchObject({ exitCode: 2 });
    expect(unknown.stderr).toContain(
      'there is no origin/main in this clone: fetch it first, as `git fetch origin main`',
    );
    const shallow = sourceTree({});
    addCommit(root, { files: { 'later.txt': '1' } });
    git(shallow, 'clone', '-q', '--depth', '1', '--no-single-branch', `file://${root}`, 'clone');
    const cut = await run(join(shallow, 'clone'), '--base', 'origin/main');
    expect(cut).toMatchObject({ exitCode: 2 });
    expect(cut.stderr).toContain('the clone is shallow and does not reach the merge base');
    rmSync(join(root, '.git'), { recursive: true });
    const none = await run(root, '--affected', '--json');
    expect(none.exitCode).toBe(2);
    expect(JSON.parse(none.stdout)).toMatchObject({
      error: {
        code: 'MERGE_BASE_UNREADABLE',
        message: expect.stringContaining('it is in no git repository'),
      },
    });
    git(root, 'init', '-q', '-b', 'other');
    addCommit(root, { files: {} });
    git(root, 'checkout', '-q', '--orphan', 'main');
    addCommit(root, { files: {}, subject: 'another beginning' });
    expect((await run(root, '--base', 'other')).stderr).toContain('have no commit in common');
  });

  it('is read without running anything that the repository names', async () => {
    const root = branch({ 'banyan.baseline.json': baseline(known, strangerKey), ...stranger });
    const trap = join(root, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch '${join(root, 'sprung')}'\ncat\n`);
    chmodSync(trap, 0o755);
    for (const key of [
      'core.fsmonitor',
      'diff.external',
      'core.pager',
      'filter.trap.smudge',
      'filter.trap.clean',
      'uploadpack.packObjectsHook',
    ])
      git(root, 'config', key, trap);
    writeFileSync(join(root, '.git/info/attributes'), '* filter=trap\n');
    expect((await run(root, '--base', 'main')).exitCode).toBe(1);
    expect(existsSync(join(root, 'sprung'))).toBe(false);
  });
});

describe('--affected', () => {
  it('leaves out what the changed files cannot have caused', async () => {
    const root = branch(
      { 'src/users/name.ts': 'export const name = 2;\n' },
      { 'src/orders/alone.ts': uses('../users/user', 'user') },
    );
    expect((await run(root)).exitCode).toBe(1);
    const { exitCode, stdout, stderr } = await run(root, '--affected', 'main');
    expect(stdout).toBe('The boundaries hold: 2 contexts, 4 modules, what 1 changed file can have caused.\n');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Looked at: what 1 file changed since the merge base');
  });

  it('says of what they caused what the whole check says', async () => {
    const root = branch(stranger);
    const [whole, affected] = [await run(root, '--json'), await run(root, '--affected', 'main', '--json')];
    const fresh = (text: string) => (JSON.parse(text) as { fresh: unknown[] }).fresh;
    expect(affected.exitCode).toBe(1);
    expect(fresh(affected.stdout)).toEqual(fresh(whole.stdout));
  });

  it('looks at all code where a manifest or the boundaries are others, and at none where prose is', async () => {
    const onMain = { 'src/orders/alone.ts': uses('../users/user', 'user') };
    const manifest = await run(branch({ 'package.json': '{}' }, onMain), '--affected', 'main');
    expect(manifest.exitCode).toBe(1);
    expect(manifest.stderr).toContain('All code is looked at: package.json is another');
    const prose = branch({ 'README.md': '# Shop', 'pnpm-lock.yaml': 'lockfileVersion: 9' }, onMain);
    expect((await run(prose, '--affected', 'main')).stdout).toContain('what 0 changed files can have caused');
    const widened = accepted['banyan.boundaries.yaml'].replace('[src/users]', '[src/users], owners: [ann]');
    expect(
      (await run(branch({ 'banyan.boundaries.yaml': widened }, onMain), '--affected', 'main')).exitCode,
    ).toBe(1);
  });

  it('is about the files below the analysed folder', async () => {
    const inApp = Object.fromEntries(
      Object.entries(accepted).map(([path, text]) => [`apps/api/${path}`, text]),
    );
    const root = gitRepository([{ files: { ...inApp, 'apps/web/page.ts': '1' } }]);
    git(root, 'checkout', '-q', '-b', 'work');
    addCommit(root, {
      files: { 'apps/web/page.ts': '2', 'apps/api/src/orders/other.ts': stranger['src/orders/other.ts'] },
    });
    const { stdout, exitCode } = await run(
      join(root, 'apps/api'),
      '--affected',
      'main',
      '--format',
      'github',
    );
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^::error file=apps\/api\/src\/orders\/other\.ts,line=2,/);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });
});
