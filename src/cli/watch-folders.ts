import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Saving, formatting and switching branches change many files at once: they are one change when they are this close. */
const settleMs = 150;

/** Changes below a folder, one answer for many. */
export interface FolderWatch {
  /** True some time after something changed since it was last asked, at once if that is long ago; false when aborted. */
  nextChange(signal: AbortSignal): Promise<boolean>;
  close(): void;
}

/**
 * Watches every folder below one that can hold code: not those of dependencies, not hidden ones, not `except`.
 *
 * New folders are watched as they come. `onFailure` is told when one cannot be watched, as where the system allows no more;
 * changes in it are not seen then.
 */
export function watchFolders(root: string, except: string, onFailure: (reason: string) => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let isChanged = false;
  let wake: (() => void) | null = null;

  const noteChange = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      follow();
      isChanged = true;
      wake?.();
    }, settleMs);
  };
  const follow = (): void => {
    const folders = new Set(foldersBelow(root, except));
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of folders) if (!watchers.has(folder)) open(folder);
  };
  const open = (folder: string): void => {
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null || !isUnseen(name)) noteChange();
      });
      // A folder that goes away: its parent says so.
      watcher.on('error', () => undefined);
      watchers.set(folder, watcher);
    } catch (error) {
      onFailure((error as Error).message);
    }
  };
  follow();

  return {
    async nextChange(signal) {
      if (!isChanged && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      wake = null;
      isChanged = false;
      return !signal.aborted;
    },
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

function foldersBelow(root: string, except: string): string[] {
  const found: string[] = [];
  const open = [root];
  const left = except === '' ? null : join(root, except);
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    try {
      const entries = readdirSync(folder, { withFileTypes: true });
      found.push(folder);
      for (const entry of entries) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !isUnseen(entry.name) && path !== left) open.push(path);
      }
    } catch {
      // It went away while it was looked for.
    }
  }
  return found;
}

function isUnseen(name: string): boolean {
  return name === 'node_modules' || (name.startsWith('.') && name !== '.gitignore');
}
