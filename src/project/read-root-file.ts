import { BanyanError } from '../errors/banyan-error.ts';
import { openDisk } from './disk.ts';

/**
 * The text of a file directly in the root of a code base; null when there is none, or no root.
 *
 * Throws `PATH_MISSING` when it is there and cannot be read: a link that leads out of the repository, something that is no
 * file, more than `maxBytes`.
 */
export function readRootFile(root: string, name: string, maxBytes: number): string | null {
  let bytes: ReturnType<ReturnType<typeof openDisk>['readBytes']>;
  try {
    bytes = openDisk(root).readBytes(name, maxBytes);
  } catch {
    // What is wrong with the root is said where it is analysed.
    return null;
  }
  if (bytes === 'missing') return null;
  if (typeof bytes !== 'string') return bytes.toString('utf8').replace(/^\uFEFF/, '');
  throw new BanyanError('PATH_MISSING', `${name} in ${root} was not read: it is ${bytes}`, {
    fix: 'Make it a readable file, or name another one with --config.',
  });
}
