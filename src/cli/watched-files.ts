import { watchFile } from './watch-file.ts';

/** A set of files of which any may change. */
export class WatchedFiles {
  readonly #onChange: () => void;
  readonly #onFailure: (file: string) => void;
  readonly #stops = new Map<string, () => void>();

  /** `onFailure`: changes of this file will not be seen. */
  constructor(onChange: () => void, onFailure: (file: string) => void) {
    this.#onChange = onChange;
    this.#onFailure = onFailure;
  }

  /** Watches these files and no others from now on. */
  follow(files: readonly string[]): void {
    for (const [file, stop] of this.#stops) {
      if (files.includes(file)) continue;
      stop();
      this.#stops.delete(file);
    }
    for (const file of files) {
      if (this.#stops.has(file)) continue;
      this.#stops.set(
        file,
        watchFile(file, this.#onChange, () => this.#onFailure(file)),
      );
    }
  }
}
