import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceTree } from './source-tree.ts';

/** What one commit does: new content by path, null for a deleted file; and who did it. */
interface TestCommit {
  readonly files: Readonly<Record<string, string | null>>;
  readonly subject?: string;
  readonly name?: string;
  readonly email?: string;
}

/** Runs git in a folder without any configuration of the machine; returns what it prints. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_DATE: '2024-05-01T12:00:00Z',
      GIT_COMMITTER_DATE: '2024-05-01T12:00:00Z',
    },
  });
}

/** A repository in a temporary folder, removed after the test, with these commits. */
export function gitRepository(commits: readonly TestCommit[]): string {
  const folder = sourceTree({});
  git(folder, 'init', '-q', '-b', 'main');
  for (const commit of commits) addCommit(folder, commit);
  return folder;
}

export function addCommit(
  folder: string,
  { files, subject = 'change', name = 'Ann', email = 'ann@example.com' }: TestCommit,
): void {
  for (const [path, content] of Object.entries(files)) {
    if (content === null) rmSync(join(folder, path));
    else {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  }
  git(folder, 'add', '-A');
  const author = ['-c', `user.name=${name}`, '-c', `user.email=${email}`];
  git(folder, ...author, 'commit', '-q', '--allow-empty', '-m', subject);
}
