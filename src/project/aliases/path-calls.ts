import { posix } from 'node:path';
import type { Literal } from './literal.ts';

/** What absolute paths of the project start with while a configuration is read: no path of the machine looks like it. */
export const rootMark = '/<root>';

/** What functions of `node:path`, `node:url` and `process` give, called by any name they are imported under; null for others. */
export function evaluatePathCall(
  workingFolder: string,
  name: string,
  args: readonly Literal[],
): Literal | null {
  if (name === 'cwd') return workingFolder;
  if (name === 'searchForWorkspaceRoot') return rootMark;
  const parts = args.flatMap((each) => (Array.isArray(each) ? (each as readonly Literal[]) : [each]));
  if (parts.length === 0 || !parts.every((part) => typeof part === 'string')) return null;
  const [first = '', second] = parts;
  switch (name) {
    case 'join':
      return posix.join(...parts);
    case 'resolve':
      return parts.reduce(
        (base, part) => (part.startsWith('/') ? part : posix.join(base, part)),
        workingFolder,
      );
    case 'dirname':
      return posix.dirname(first);
    case 'URL':
      return second === undefined ? null : posix.join(posix.dirname(second), first);
    case 'normalize':
    case 'normalizePath':
    case 'fileURLToPath':
    case 'String':
    case 'toString':
      return first;
    default:
      return null;
  }
}
