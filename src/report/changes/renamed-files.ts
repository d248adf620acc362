import { posix } from 'node:path';

/** Names that say nothing about what is in the file. */
const common = /^(?:index|main|mod|types)\.[^.]+$/;

/**
 * Files that only lie elsewhere: of the paths that are gone and those that are new, pairs with one name that no third has. By the path that is gone.
 */
export function renamedFiles(
  gone: readonly string[],
  appeared: readonly string[],
): ReadonlyMap<string, string> {
  const [old, now] = [byName(gone), byName(appeared)];
  const renamed = new Map<string, string>();
  for (const [name, [from, ...others]] of old) {
    const [to, ...rivals] = now.get(name) ?? [];
    if (from !== undefined && to !== undefined && others.length + rivals.length === 0) renamed.set(from, to);
  }
  return renamed;
}

function byName(paths: readonly string[]): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const path of paths) {
    const name = posix.basename(path);
    if (common.test(name)) continue;
    const known = named.get(name);
    if (known) known.push(path);
    else named.set(name, [path]);
  }
  return named;
}
