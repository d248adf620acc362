import { posix } from 'node:path';
import type { Disk } from './disk.ts';

/** A folder and the ones around it up to the boundary, innermost first; the root is the empty string. */
export function* enclosingFolders(disk: Disk, folder: string): Generator<string> {
  for (let place = folder; place !== ''; place = place.includes('/') ? posix.dirname(place) : '') yield place;
  yield '';
  for (let level = 1; level <= disk.below.length; level++) yield Array<string>(level).fill('..').join('/');
}

/**
 * A path without a detour over folders above the root: with `apps/api` below the boundary, `../../apps/api/order` is
 * `order` and `../../apps/web/cart` is `../web/cart`.
 */
export function withoutDetour(path: string, below: readonly string[]): string {
  if (!path.startsWith('..')) return path;
  const names = path.split('/');
  let up = 0;
  while (names[up] === '..') up++;
  let shared = 0;
  while (shared < up && names[up + shared] === below[below.length - up + shared]) shared++;
  if (shared === 0) return path;
  return [...Array<string>(up - shared).fill('..'), ...names.slice(up + shared)].join('/') || '.';
}
