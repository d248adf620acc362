import { byCodeUnit } from './ordered.ts';

/**
 * The fewest folders and paths that mean some modules and none of the others of `all`; sorted. O(paths × depth).
 *
 * A folder stands for its modules where all of them are meant and there are at least two.
 */
export function shortestPatterns(paths: readonly string[], all: readonly string[]): string[] {
  const meant = new Set(paths);
  const counts = new Map<string, { all: number; meant: number }>();
  for (const path of all)
    for (const folder of foldersOf(path)) {
      const count = counts.get(folder) ?? { all: 0, meant: 0 };
      count.all++;
      if (meant.has(path)) count.meant++;
      counts.set(folder, count);
    }
  const isWhole = (folder: string): boolean => {
    const count = counts.get(folder);
    return count !== undefined && count.meant > 1 && count.meant === count.all;
  };
  const patterns = paths.map((path) => foldersOf(path).find(isWhole) ?? path);
  return [...new Set(patterns)].sort(byCodeUnit);
}

/** Folders of a path, the outermost first. */
function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
