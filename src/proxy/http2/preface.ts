import type { Socket } from 'node:net';
import type { ClientTimeouts } from '../client-timeouts.ts';
import type { Deadlines, Watched } from '../deadlines.ts';

/** RFC 9113 section 3.4: no request of HTTP/1.1 begins like this. */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');

/** Reads the beginning of a connection without TLS, to know which protocol it speaks; what it has read is put back. */
export class PrefaceReader implements Watched {
  deadlineMs: number;
  readonly #socket: Socket;
  readonly #deadlines: Deadlines;
  readonly #onKnown: (isHttp2: boolean | undefined) => void;
  readonly #onReadable = (): void => this.#read();
  readonly #onGone = (): void => this.#finish(undefined);
  #seen = Buffer.alloc(0);

  /** `onKnown`: undefined if the client left before. */
  constructor(
    socket: Socket,
    { deadlines, timeouts }: { readonly deadlines: Deadlines; readonly timeouts: ClientTimeouts },
    onKnown: (isHttp2: boolean | undefined) => void,
  ) {
    this.#socket = socket;
    this.#deadlines = deadlines;
    this.#onKnown = onKnown;
    this.deadlineMs = deadlines.after(timeouts.keepAliveMs);
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
    const common = Math.min(this.#seen.length, PREFACE.length);
    const isAlike = this.#seen.compare(PREFACE, 0, common, 0, common) === 0;
    if (isAlike && common < PREFACE.length) return;
    this.#socket.unshift(this.#seen);
    this.#finish(isAlike);
  }

  #finish(isHttp2: boolean | undefined): void {
    this.#deadlines.unwatch(this);
    this.#socket.off('readable', this.#onReadable);
    this.#socket.off('error', this.#onGone);
    this.#socket.off('close', this.#onGone);
    this.#onKnown(isHttp2);
  }
}
