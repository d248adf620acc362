import type { Socket } from 'node:net';
import type { Deadlines, Watched } from './deadlines.ts';

/** What the beginning of a connection means, and how many bytes say so: those are taken away. */
export interface Beginning<Meaning> {
  readonly meaning: Meaning;
  readonly length: number;
}

/** Reads a connection until it is known what its beginning means; what comes behind it is put back. */
export class FirstBytes<Meaning> implements Watched {
  deadlineMs: number;
  readonly #socket: Socket;
  readonly #deadlines: Deadlines;
  readonly #understand: (seen: Buffer) => Beginning<Meaning> | undefined;
  readonly #onKnown: (meaning: Meaning | undefined) => void;
  readonly #onReadable = (): void => this.#read();
  readonly #onGone = (): void => this.#finish(undefined);
  #seen = Buffer.alloc(0);

  /** `understand`: undefined while more is needed. `onKnown`: undefined if the client left before, or took longer than `timeoutMs`. */
  constructor(
    socket: Socket,
    deadlines: Deadlines,
    timeoutMs: number,
    understand: (seen: Buffer) => Beginning<Meaning> | undefined,
    onKnown: (meaning: Meaning | undefined) => void,
  ) {
    this.#socket = socket;
    this.#deadlines = deadlines;
    this.#understand = understand;
    this.#onKnown = onKnown;
    this.deadlineMs = deadlines.after(timeoutMs);
    deadlines.watch(this);
    socket.on('readable', this.#onReadable);
    socket.on('error', this.#onGone);
    socket.on('close', this.#onGone);
  }

  onDeadline(): void {
    this.destroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #read(): void {
    const bytes: Buffer | null = this.#socket.read();
    if (bytes === null) {
      if (this.#socket.readableEnded) this.#socket.destroy();
      return;
    }
    this.#seen = Buffer.concat([this.#seen, bytes]);
    const beginning = this.#understand(this.#seen);
    if (beginning === undefined) return;
    const rest = this.#seen.subarray(beginning.length);
    if (rest.length > 0) this.#socket.unshift(rest);
    this.#finish(beginning.meaning);
  }

  #finish(meaning: Meaning | undefined): void {
    this.#deadlines.unwatch(this);
    this.#socket.off('readable', this.#onReadable);
    this.#socket.off('error', this.#onGone);
    this.#socket.off('close', this.#onGone);
    this.#onKnown(meaning);
  }
}
