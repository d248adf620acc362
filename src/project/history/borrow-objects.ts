import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Repository } from './repository.ts';

/**
 * Makes an empty repository in the temporary folder that borrows another one's objects, and removes it after its use.
 *
 * Its configuration, references, attributes, grafts and replacements are its own and empty: whatever the other repository
 * configures has no effect on a git that runs in this one. Nothing is written to the other.
 */
export async function withBorrowedObjects<T>(
  { objects, head, shallow }: Repository,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-history-'));
  try {
    await mkdir(join(folder, 'objects', 'info'), { recursive: true });
    await mkdir(join(folder, 'refs'));
    await writeFile(join(folder, 'HEAD'), `${head}\n`);
    await writeFile(join(folder, 'config'), configuration(head));
    await writeFile(join(folder, 'objects', 'info', 'alternates'), `${quoted(objects)}\n`);
    if (shallow.length > 0) await writeFile(join(folder, 'shallow'), `${shallow.join('\n')}\n`);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function configuration(head: string): string {
  const isSha256 = head.length === 64;
  const format = isSha256 ? '\n[extensions]\n\tobjectFormat = sha256' : '';
  return `[core]\n\trepositoryFormatVersion = ${isSha256 ? 1 : 0}\n\tbare = true${format}\n`;
}

/** As a string of C, which git reads in place of a path. */
function quoted(path: string): string {
  return `"${path.replaceAll('\\', '/').replace(/["\n]/g, (each) => (each === '"' ? '\\"' : '\\n'))}"`;
}
