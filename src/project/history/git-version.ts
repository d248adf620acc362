import { tmpdir } from 'node:os';
import { runGit } from './git.ts';

/** The version of the git that would read the history of a folder; null where there is none that may. */
export async function gitVersion(root: string, searchPath: string): Promise<string | null> {
  let said = '';
  const failure = await runGit(
    {
      arguments: ['--version'],
      folder: tmpdir(),
      searchPath,
      untrusted: root,
      timeoutMs: 10_000,
      maxBytes: 10_000,
    },
    (chunk) => (said += chunk.toString('latin1')),
  );
  return failure === null ? (/\d+(?:\.\d+)+/.exec(said)?.[0] ?? null) : null;
}
