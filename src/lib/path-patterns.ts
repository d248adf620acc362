import { compileGlob } from './glob.ts';

/**
 * Says which paths a list of patterns means: globs of `*`, `?`, `**` and `{a,b}`, a folder with everything below it (but
 * `src/*` only what lies directly in `src`), a file with its functions; a pattern that starts with `!` takes out what an earlier one means.
 *
 * Exact paths cost nothing; O(paths) per pattern with a wildcard or a folder.
 */
export function pathsMeantBy(patterns: readonly string[], paths: readonly string[]): PathsMeant {
  const known = new Set(paths);
  const meant = new Set<string>();
  const idle: string[] = [];
  for (const pattern of patterns) {
    const isExcluded = pattern.startsWith('!');
    const text = (isExcluded ? pattern.slice(1) : pattern).replace(/^\.\//, '').replace(/\/$/, '');
    const found = known.has(text) ? [text] : paths.filter(matcherOf(text));
    if (found.length === 0) idle.push(pattern);
    for (const path of found) {
      if (isExcluded) meant.delete(path);
      else meant.add(path);
    }
  }
  return { meant, idle };
}

export interface PathsMeant {
  readonly meant: ReadonlySet<string>;
  /** Patterns that mean nothing. */
  readonly idle: readonly string[];
}

function matcherOf(pattern: string): (path: string) => boolean {
  if (!/[*?{]/.test(pattern))
    return (path) => path.startsWith(`${pattern}/`) || path.startsWith(`${pattern}#`);
  const itself = compileGlob(pattern);
  if (/(?:^|\/)\*\*?$/.test(pattern)) return itself;
  const below = compileGlob(`${pattern}/**`);
  return (path) => itself(path) || below(path);
}
