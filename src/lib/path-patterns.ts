import { compileGlob } from './glob.ts';
import { byCodeUnit } from './ordered.ts';

/**
 * Says which paths a list of patterns means: globs of `*`, `?`, `**` and `{a,b}`, a folder with everything below it (but
 * `src/*` only what lies directly in `src`), a file with its functions; a pattern that starts with `!` takes out what an earlier one means.
 *
 * Exact paths and folders cost next to nothing; O(paths) per pattern with a wildcard.
 */
export function pathsMeantBy(patterns: readonly string[], paths: readonly string[]): PathsMeant {
  const known = new Set(paths);
  const sorted = paths.toSorted(byCodeUnit);
  const meant = new Set<string>();
  const idle: string[] = [];
  for (const pattern of patterns) {
    const isExcluded = pattern.startsWith('!');
    const text = (isExcluded ? pattern.slice(1) : pattern).replace(/^\.\//, '').replace(/\/$/, '');
    const found = known.has(text) ? [text] : matching(text, sorted);
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

/** `paths` are sorted. */
function matching(pattern: string, paths: readonly string[]): readonly string[] {
  if (!/[*?{]/.test(pattern))
    return [`${pattern}/`, `${pattern}#`].flatMap((start) => startingWith(start, paths));
  const itself = compileGlob(pattern);
  if (/(?:^|\/)\*\*?$/.test(pattern)) return paths.filter(itself);
  const below = compileGlob(`${pattern}/**`);
  return paths.filter((path) => itself(path) || below(path));
}

function startingWith(start: string, paths: readonly string[]): readonly string[] {
  let from = 0;
  for (let end = paths.length; from < end; ) {
    const middle = (from + end) >> 1;
    if ((paths[middle] as string) < start) from = middle + 1;
    else end = middle;
  }
  let to = from;
  while (paths[to]?.startsWith(start) === true) to++;
  return paths.slice(from, to);
}
