import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SegmentStore } from './journal.ts';

/** Segments as files of a folder, which is made when it is not there; readable by its owner alone. */
export function diskSegments(folder: string): SegmentStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    list: () => readdirSync(folder),
    read: (name) => readFileSync(join(folder, name)),
    truncate(name, bytes) {
      if (existsSync(join(folder, name)))
        onDisk(join(folder, name), 'r+', (file) => ftruncateSync(file, bytes));
    },
    append(name, text) {
      const isNew = !existsSync(join(folder, name));
      onDisk(join(folder, name), 'a', (file) => writeAll(file, Buffer.from(text)));
      // A new file is found again only when its folder is on the disk as well.
      if (isNew) onDisk(folder, 'r', () => undefined);
    },
  };
}

/** Does something with an open file, and waits until the disk has it. */
function onDisk(path: string, flags: string, change: (file: number) => void): void {
  const file = openSync(path, flags, 0o600);
  try {
    change(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
