import { hash } from 'node:crypto';
import type { Disk } from './disk.ts';

/** What was read of a folder and what it answered: whatever is worked out from it holds as long as the answers do. */
export interface Reads {
  /** Digest of the bytes of each file, or the word for why there were none; by path. */
  readonly files: ReadonlyMap<string, { readonly maxBytes: number; readonly answer: string }>;
  /** What is at each path that was looked at. */
  readonly kinds: ReadonlyMap<string, 'file' | 'folder' | null>;
  /** Files that were read more than once: by the reader of source and by somebody else. */
  readonly again: ReadonlySet<string>;
}

/** What is read through a disk that notes it; both grow. */
export interface RecordedReads {
  readonly reads: Reads;
  /** The bytes themselves of the first files, up to a bound. */
  readonly bytes: ReadonlyMap<string, Buffer>;
}

/** A disk that notes what is read through it; `maxKeptBytes` bounds the bytes that it keeps, 0 keeps none. */
export function recordReads(disk: Disk, maxKeptBytes: number): RecordedReads & { readonly disk: Disk } {
  const files = new Map<string, { maxBytes: number; answer: string }>();
  const kinds = new Map<string, 'file' | 'folder' | null>();
  const again = new Set<string>();
  const kept = new Map<string, Buffer>();
  let room = maxKeptBytes;
  return {
    reads: { files, kinds, again },
    bytes: kept,
    disk: {
      ...disk,
      readBytes(path, maxBytes) {
        const bytes = disk.readBytes(path, maxBytes);
        if (files.has(path)) again.add(path);
        else files.set(path, { maxBytes, answer: answerOf(bytes) });
        if (typeof bytes !== 'string' && bytes.length <= room && !kept.has(path)) {
          kept.set(path, bytes);
          room -= bytes.length;
        }
        return bytes;
      },
      kindOf(path) {
        const kind = disk.kindOf(path);
        kinds.set(path, kind);
        return kind;
      },
    },
  };
}

/** Asks everything again: the files whose content is another now; null when a path is something else or unreadable. */
export function changedSince(disk: Disk, { files, kinds }: Reads): ReadonlyMap<string, Buffer> | null {
  const changed = new Map<string, Buffer>();
  for (const [path, { maxBytes, answer }] of files) {
    const bytes = disk.readBytes(path, maxBytes);
    if (answerOf(bytes) === answer) continue;
    if (typeof bytes === 'string') return null;
    changed.set(path, bytes);
  }
  for (const [path, kind] of kinds) if (disk.kindOf(path) !== kind) return null;
  return changed;
}

/** The content of a file that is what it was; null for any other. */
export function readAsBefore(disk: Disk, { files }: Reads, path: string): Buffer | null {
  const known = files.get(path);
  const bytes = known ? disk.readBytes(path, known.maxBytes) : 'missing';
  return typeof bytes !== 'string' && digestOf(bytes) === known?.answer ? bytes : null;
}

function answerOf(bytes: Buffer | string): string {
  return typeof bytes === 'string' ? bytes : digestOf(bytes);
}

/** SHA-256 in base64. */
export function digestOf(content: Buffer | string): string {
  return hash('sha256', content, 'base64');
}
