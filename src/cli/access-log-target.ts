/** Lines that wait for a slow reader beyond this are dropped: a log must not take the memory of the proxy. */
export const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/** Where the access log goes. */
export interface AccessLogTarget {
  /** Lines that could not be kept. */
  readonly lostLines: number;
  /** Appends whole lines of ASCII; never waits. */
  write(lines: string): void;
  /** Opens a file again under its name, for log rotation. */
  reopen(): void;
  close(): Promise<void>;
}

/** Counts lost lines; says the first time why. */
export class LossCounter {
  lines = 0;
  readonly #onLoss: (reason: string) => void;
  #isAnnounced = false;

  constructor(onLoss: (reason: string) => void) {
    this.#onLoss = onLoss;
  }

  add(lines: string, reason: string): void {
    for (let at = lines.indexOf('\n'); at >= 0; at = lines.indexOf('\n', at + 1)) this.lines++;
    this.announce(reason);
  }

  announce(reason: string): void {
    if (!this.#isAnnounced) this.#onLoss(reason);
    this.#isAnnounced = true;
  }

  /** The next loss is news again. */
  forget(): void {
    this.#isAnnounced = false;
  }
}

/** The standard output: whoever reads it slowly, or not at all, loses lines and does not stop the proxy. */
export function standardOutputLog(
  stdout: { write(text: string): unknown; readonly writableLength?: number },
  onLoss: (reason: string) => void,
): AccessLogTarget {
  const losses = new LossCounter(onLoss);
  return {
    get lostLines() {
      return losses.lines;
    },
    write(lines) {
      if ((stdout.writableLength ?? 0) > MAX_WAITING_BYTES) losses.add(lines, 'nobody reads it');
      else stdout.write(lines);
    },
    reopen() {
      losses.forget();
    },
    close: () => Promise.resolve(),
  };
}
