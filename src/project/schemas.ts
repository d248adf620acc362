import { posix } from 'node:path';
import { enclosingFolders } from './boundary.ts';
import type { Disk } from './disk.ts';
import type { FileList } from './file-list.ts';

/** Where Prisma itself looks for a schema, below the folder that its command line is called in. */
const usualPlaces = ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema/schema.prisma'];

/**
 * The Prisma schemas that the analysed code is written against, sorted: those among its files; where there are none, the
 * nearest one in the usual places of the folders above, up to the boundary.
 */
export function prismaSchemas(disk: Disk, files: FileList): readonly string[] {
  const own = files.matching(/\.prisma$/);
  if (own.length > 0) return own;
  for (const folder of enclosingFolders(disk, '')) {
    if (folder === '') continue;
    const places = usualPlaces.map((place) => posix.join(folder, place));
    const found = places.filter((place) => disk.kindOf(place) === 'file').slice(0, 1);
    if (found.length > 0) return found;
  }
  return [];
}
