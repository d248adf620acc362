import { setImmediate } from 'node:timers/promises';

/** How far a phase of discovery is: files of `read`, stages of `link` (imports, routes, entities, calls), nothing of `history`. */
export interface Progress {
  readonly phase: 'read' | 'link' | 'history';
  readonly done: number;
  readonly total: number;
}

export interface Watched {
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with how far a phase is. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Says how far the work is and lets a pending signal be noticed; throws its reason. */
export async function report({ signal, onProgress }: Watched, progress: Progress): Promise<void> {
  onProgress?.(progress);
  await setImmediate();
  signal?.throwIfAborted();
}
