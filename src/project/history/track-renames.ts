import type { LoggedCommit } from './logged-commit.ts';

/** Renames that are remembered: the newest, which come first. */
const maxRenames = 500_000;

/** Follows files back through their names while commits are read, newest first. */
export function trackRenames(): {
  /** The files of today that a commit changed, each once; a file that is gone keeps its last name. */
  follow(changes: LoggedCommit['changes']): readonly string[];
} {
  const today = new Map<string, string>();
  return {
    follow(changes) {
      const named = changes.map(({ path, from }) => ({ from, now: today.get(path) ?? path }));
      // Only now, so that two files that change names in one commit do not become one.
      for (const { from, now } of named) if (from !== null && today.size < maxRenames) today.set(from, now);
      return [...new Set(named.map(({ now }) => now))];
    },
  };
}
