import { byCodeUnit } from './ordered.ts';

/**
 * The fewest patterns that mean some paths and none of the others of `all`, with exceptions: `src/orders`, `!src/orders/price.ts`.
 * They count one after the other, as `pathsMeantBy` reads them; sorted by folder, what holds an exception before it.
 *
 * Where a list of paths is no longer than a folder with exceptions, it is the list. O(paths × depth).
 */
export function briefPatterns(paths: readonly string[], all: readonly string[]): string[] {
  const meant = new Set(paths);
  const root = folderTree([...new Set([...all, ...paths])].sort(byCodeUnit));
  return cheapest(root, meant)[0].patterns;
}

interface Folder {
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly files: string[];
}

function folderTree(paths: readonly string[]): Folder {
  const root: Folder = { path: '', folders: new Map(), files: [] };
  for (const path of paths) {
    let folder = root;
    for (const name of path.split('/').slice(0, -1)) {
      const inner = folder.folders.get(name) ?? {
        path: folder.path === '' ? name : `${folder.path}/${name}`,
        folders: new Map<string, Folder>(),
        files: [],
      };
      folder.folders.set(name, inner);
      folder = inner;
    }
    folder.files.push(path);
  }
  return root;
}

interface Choice {
  readonly patterns: string[];
}

/** The patterns below a folder where what is around it is not meant, and where it is. */
function cheapest(folder: Folder, meant: ReadonlySet<string>): readonly [outside: Choice, inside: Choice] {
  const parts = [...folder.folders.values()].map((inner) => cheapest(inner, meant));
  const kept = ([0, 1] as const).map((around) => [
    ...parts.flatMap((part) => part[around].patterns),
    ...folder.files
      .filter((path) => meant.has(path) !== (around === 1))
      .map((path) => (around === 1 ? `!${path}` : literal(path))),
  ]) as [string[], string[]];
  const mayStand = folder.path !== '' && !/[*?{!]/.test(folder.path);
  const choose = (around: 0 | 1): Choice => {
    const other = kept[around === 0 ? 1 : 0];
    const isShorter = mayStand && other.length + 1 < kept[around].length;
    return {
      patterns: isShorter ? [around === 0 ? folder.path : `!${folder.path}`, ...other] : kept[around],
    };
  };
  return [choose(0), choose(1)];
}

/** A path that begins like an exception is none. */
function literal(path: string): string {
  return path.startsWith('!') ? `./${path}` : path;
}
