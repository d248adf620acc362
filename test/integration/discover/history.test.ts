import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import type { Facts } from '../../../src/analyzer/facts.ts';
import type { HistoryOptions } from '../../../src/project/index.ts';
import { addCommit, git, gitRepository } from '../../support/git-repository.ts';
import { sourceTree } from '../../support/source-tree.ts';

const searchPath = process.env['PATH'] ?? '';

function factsOf(root: string, options: Partial<HistoryOptions> = {}): Promise<Facts> {
  return discoverFacts({ root, history: { searchPath, ...options } });
}

async function commitsOf(root: string, options?: Partial<HistoryOptions>): Promise<Record<string, number>> {
  const { history } = await factsOf(root, options);
  expect(history.reason).toBeNull();
  return Object.fromEntries(history.modules.map(({ path, commits }) => [path, commits]));
}

const codesOf = ({ diagnostics }: Facts) => diagnostics.map(({ code }) => code);
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `export const n${index} = 1;`).join('\n');

/** Order and stock change together twice, user alone. */
const shop = () =>
  gitRepository([
    { files: { 'src/order.ts': '1', 'src/stock.ts': '1', 'src/user.ts': '1' }, subject: 'feat: shop' },
    { files: { 'src/order.ts': '2', 'src/stock.ts': '2' }, email: 'ben@example.com' },
    { files: { 'src/user.ts': '2' } },
  ]);

describe('the history of a repository', () => {
  it('says how often modules change, by how many people, and which change together', async () => {
    const { history } = await factsOf(shop());
    expect(history).toMatchObject({ state: 'read', commits: 3, since: '2022-05-01', isShallow: false });
    expect(history.modules).toEqual([
      { path: 'src/order.ts', commits: 2, authors: 2 },
      { path: 'src/stock.ts', commits: 2, authors: 2 },
      { path: 'src/user.ts', commits: 2, authors: 1 },
    ]);
    expect(history.coChanges).toEqual([
      { a: 'src/order.ts', b: 'src/stock.ts', commits: 2, confidence: { ofB: 1, ofA: 1 }, lift: 1.5 },
    ]);
  });

  it('names nobody', async () => {
    const facts = await factsOf(shop());
    expect(JSON.stringify(facts)).not.toMatch(/ann|ben@|example\.com/i);
  });

  it('leaves out bots, releases, formatting, sweeps over the code, and what blame is told to ignore', async () => {
    const many = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`src/m${index}.ts`, '1']));
    const root = gitRepository([
      { files: { 'src/order.ts': '1' } },
      { files: { 'src/order.ts': '2' }, name: 'dependabot[bot]' },
      { files: { 'src/order.ts': '3' }, subject: 'chore(release): 1.2.0' },
      { files: { 'src/order.ts': '4' }, subject: 'style: run prettier' },
      { files: { 'src/order.ts': '5', ...many } },
      { files: { 'package.json': '{}' }, subject: 'deps' },
      { files: { 'src/order.ts': '6' }, subject: 'tabs' },
    ]);
    addCommit(root, { files: { '.git-blame-ignore-revs': `# tabs\n${git(root, 'rev-parse', 'HEAD')}` } });
    const { history } = await factsOf(root);
    expect(history.modules).toEqual([{ path: 'src/order.ts', commits: 1, authors: 1 }]);
    expect(history.ignored).toEqual({ bot: 1, release: 2, formatting: 2, mass: 1 });
  });

  it('follows renames, also of files that were changed in the same commit', async () => {
    const root = gitRepository([
      { files: { 'src/a.ts': lines(20) } },
      { files: { 'src/a.ts': null, 'src/b.ts': `${lines(20)}\n1` } },
      { files: { 'src/b.ts': null, 'src/orders/c.ts': `${lines(20)}\n1` } },
    ]);
    expect(await commitsOf(root)).toEqual({ 'src/orders/c.ts': 3 });
  });

  it('is that of the analysed folder, with renames into it and the width of whole commits', async () => {
    const root = gitRepository([
      { files: { 'old.ts': lines(9), 'apps/web/page.ts': '1' } },
      { files: { 'old.ts': null, 'apps/api/src/order.ts': lines(9) } },
      { files: { 'apps/api/src/order.ts': lines(8), 'apps/web/page.ts': '2' } },
    ]);
    expect(await commitsOf(join(root, 'apps/api'))).toEqual({ 'src/order.ts': 2 });
    expect(await commitsOf(root)).toEqual({ 'apps/api/src/order.ts': 3, 'apps/web/page.ts': 2 });
  });

  it('starts at the day that was asked for, and ends after a number of commits, said so', async () => {
    const root = shop();
    expect(await commitsOf(root, { since: '2024-05-02' })).toEqual({});
    expect((await factsOf(root, { since: 'all' })).history.since).toBeNull();
    const cut = await factsOf(root, { maxCommits: 1 });
    expect(codesOf(cut)).toContain('HISTORY_CUT');
    expect(cut.history.commits).toBe(1);
  });

  it('of a shallow clone is said to be shallow, and its last commit is no change', async () => {
    const clone = join(sourceTree({}), 'clone');
    git(tmpdir(), 'clone', '-q', '--depth=2', `file://${shop()}`, clone);
    const facts = await factsOf(clone);
    expect(facts.history).toMatchObject({ state: 'read', isShallow: true, commits: 1 });
    expect(codesOf(facts)).toContain('HISTORY_SHALLOW');
  });

  it('is found from a linked work tree that its repository knows, and from no other', async () => {
    const root = shop();
    const tree = join(sourceTree({}), 'tree');
    git(root, 'worktree', 'add', '-q', tree);
    const facts = await factsOf(tree);
    expect(facts.history.commits).toBe(3);
    expect(facts.commit).toMatch(/^[0-9a-f]{40}$/);
    const stranger = sourceTree({ 'a.ts': '', '.git': `gitdir: ${root}/.git/worktrees/tree\n` });
    expect((await factsOf(stranger)).history).toMatchObject({ state: 'absent' });
  });
});

describe('a history that cannot be read', () => {
  it('is said: no repository, no commit, no git, a broken object store, too slow, too much', async () => {
    const cases: readonly [string, Partial<HistoryOptions>, string][] = [
      [sourceTree({ 'a.ts': '' }), {}, 'HISTORY_ABSENT'],
      [emptyRepository(), {}, 'HISTORY_ABSENT'],
      [shop(), { searchPath: '' }, 'HISTORY_UNREADABLE'],
      [withoutObjects(), {}, 'HISTORY_UNREADABLE'],
      [shop(), { timeoutMs: 50, searchPath: endlessGit() }, 'HISTORY_UNREADABLE'],
      [shop(), { maxBytes: 100 }, 'HISTORY_UNREADABLE'],
    ];
    for (const [root, options, code] of cases) {
      const facts = await factsOf(root, options);
      expect(codesOf(facts)).toContain(code);
      expect(facts.history.reason).not.toBe('');
      expect(facts.history.modules).toEqual([]);
    }
  });

  it('is not asked for without options', async () => {
    const { history, diagnostics } = await discoverFacts({ root: shop() });
    expect(history.state).toBe('off');
    expect(diagnostics).toEqual([]);
  });
});

function emptyRepository(): string {
  const root = gitRepository([]);
  writeFileSync(join(root, 'a.ts'), '');
  return root;
}

/** A folder with a git that never ends by itself. */
function endlessGit(): string {
  const folder = sourceTree({ git: '#!/bin/sh\nwhile :; do :; done\n' });
  chmodSync(join(folder, 'git'), 0o755);
  return folder;
}

function withoutObjects(): string {
  const root = shop();
  const id = git(root, 'rev-parse', 'HEAD^{tree}').trim();
  writeTrusted(join(root, '.git/objects', id.slice(0, 2), id.slice(2)), 'broken');
  return root;
}

function writeTrusted(file: string, text: string): void {
  chmodSync(file, 0o644);
  writeFileSync(file, text);
}

describe('a repository that names programs', () => {
  /** Programs that leave a mark when they run. */
  const trap = (folder: string, name: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\ntouch ${folder}/ran-${name}\ncat 2>/dev/null\nexit 0\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const hostile = (): { readonly root: string; readonly traps: string } => {
    const root = shop();
    const traps = sourceTree({});
    const set = (key: string, value: string) => git(root, 'config', key, value);
    set('core.fsmonitor', trap(traps, 'fsmonitor'));
    set('core.pager', trap(traps, 'pager'));
    set('pager.log', 'true');
    set('diff.external', trap(traps, 'external'));
    set('diff.evil.textconv', trap(traps, 'textconv'));
    set('diff.evil.command', trap(traps, 'driver'));
    set('filter.evil.clean', trap(traps, 'clean'));
    set('log.showSignature', 'true');
    set('gpg.program', trap(traps, 'gpg'));
    set('core.sshCommand', trap(traps, 'ssh'));
    set('alias.log', `!${trap(traps, 'alias')}`);
    set('core.hooksPath', traps);
    set('extensions.partialClone', 'origin');
    set('remote.origin.url', 'ssh://example.com/r');
    set('remote.origin.promisor', 'true');
    set('include.path', '/dev/stdin');
    mkdirSync(join(root, '.git/info'), { recursive: true });
    writeFileSync(join(root, '.git/info/attributes'), '* diff=evil filter=evil\n');
    writeFileSync(join(root, '.gitattributes'), '* diff=evil filter=evil\n');
    const [first = '', second = ''] = git(root, 'rev-list', 'HEAD').trim().split('\n');
    writeFileSync(join(root, '.git/info/grafts'), `${first}\n`);
    mkdirSync(join(root, '.git/refs/replace'), { recursive: true });
    writeFileSync(join(root, '.git/refs/replace', first), `${second}\n`);
    for (const name of readdirSync(traps)) trap(traps, name);
    return { root, traps };
  };
  const marks = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('ran-'));

  it('runs none of them, and neither grafts nor replacements change what is read', async () => {
    const { root, traps } = hostile();
    const { history } = await factsOf(root);
    expect(history).toMatchObject({ state: 'read', commits: 3 });
    expect(marks(traps)).toEqual([]);
  });

  it('would run them in a git that is called as usual', () => {
    const { root, traps } = hostile();
    git(root, 'config', '--unset', 'include.path');
    for (const args of [['status'], ['log', '-p'], ['log', '-p', '--ext-diff']]) git(root, ...args);
    expect(marks(traps)).toEqual(expect.arrayContaining(['ran-driver', 'ran-fsmonitor', 'ran-textconv']));
  });

  it('has no say by variables, nor by a program named git of its own', async () => {
    const root = shop();
    const bin = join(root, 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    trap(bin, 'git');
    trap(root, 'git');
    process.env['GIT_DIR'] = '/nowhere';
    try {
      const path = [bin, root, '', '.', searchPath].join(delimiter);
      const { history } = await factsOf(root, { searchPath: path });
      expect(history).toMatchObject({ state: 'read', commits: 3 });
    } finally {
      delete process.env['GIT_DIR'];
    }
    expect([existsSync(join(bin, 'ran-git')), existsSync(join(root, 'ran-git'))]).toEqual([false, false]);
  });
});

describe('CODEOWNERS', () => {
  it('gives the owners of modules, seen from the top of the repository', async () => {
    const root = gitRepository([
      {
        files: {
          'apps/api/order.ts': '1',
          CODEOWNERS: '* @all\n',
          '.github/CODEOWNERS': '/apps/api/ @api\n',
        },
      },
    ]);
    expect([...(await factsOf(join(root, 'apps/api'))).owners]).toEqual([['order.ts', ['@api']]]);
  });
});
