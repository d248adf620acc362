import { realpathSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors and mounted configurations replace a file in several steps; they are one change when they are this close. */
const settleMs = 100;

/**
 * Calls back some time after the content of a file may have changed, until the returned function is called.
 *
 * Watches the folder, since a replaced file is another file; follows a symbolic link to the folder that it leads to, and sees
 * the `..data` link that Kubernetes swaps. May call back without a change. `onFailure` says that nothing will be seen any more.
 */
export function watchFile(
  file: string,
  onChange: () => void,
  onFailure: (cause: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers = [...new Set([file, realPath(file)])].flatMap((place) => {
    try {
      const watcher = watch(dirname(place), (_, changed) => {
        if (changed !== null && changed !== basename(place) && !changed.startsWith('..')) return;
        clearTimeout(timer);
        timer = setTimeout(onChange, settleMs);
      });
      watcher.on('error', onFailure);
      return [watcher];
    } catch (cause) {
      onFailure(cause);
      return [];
    }
  });
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
