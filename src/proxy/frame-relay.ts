/** A Close frame with the code 1001: the endpoint is going away (RFC 6455 sections 5.5.1 and 7.4.1). From a server frames are not masked. */
const GOING_AWAY = Buffer.from([0x88, 2, 0x03, 0xe9]);

/**
 * Passes on what a backend sends over a WebSocket, and knows where its frames end (RFC 6455 section 5.2), so that a Close frame of ours never stands in the middle of
 * one. Costs a look at each frame's head.
 */
export class FrameRelay {
  /** Of a frame whose head is not complete. */
  #head: number[] = [];
  /** Of the present frame, not yet passed on. */
  #payloadBytes = 0;
  #isGoingAway = false;
  #hasClosed = false;

  /** What the client gets of these bytes, in order. Nothing follows a Close frame of ours. */
  pass(bytes: Buffer): readonly Buffer[] {
    if (this.#hasClosed) return [];
    const end = this.#read(bytes);
    if (!this.#isGoingAway || !this.#isBetweenFrames) return [bytes];
    this.#hasClosed = true;
    return [bytes.subarray(0, end), GOING_AWAY];
  }

  /** The connection is to end: what the client is told now, or nothing while it waits for the rest of a frame. */
  goAway(): readonly Buffer[] {
    if (this.#isGoingAway) return [];
    this.#isGoingAway = true;
    this.#hasClosed = this.#isBetweenFrames;
    return this.#hasClosed ? [GOING_AWAY] : [];
  }

  get #isBetweenFrames(): boolean {
    return this.#payloadBytes === 0 && this.#head.length === 0;
  }

  /** Reads to the end of the bytes, or, when going away, to the first end of a frame in them; returns the offset. */
  #read(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length) {
      if (this.#payloadBytes > 0) {
        const length = Math.min(this.#payloadBytes, bytes.length - at);
        this.#payloadBytes -= length;
        at += length;
      } else {
        this.#head.push(bytes[at++] ?? 0);
        const payloadBytes = payloadLength(this.#head);
        if (payloadBytes === undefined) continue;
        this.#head = [];
        this.#payloadBytes = payloadBytes;
      }
      if (this.#isGoingAway && this.#isBetweenFrames) break;
    }
    return at;
  }
}

/** Of a frame by its head; undefined while that is not complete. */
function payloadLength(head: readonly number[]): number | undefined {
  const [, second] = head;
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const maskBytes = second & 0x80 ? 4 : 0;
  if (head.length < 2 + lengthBytes + maskBytes) return undefined;
  if (lengthBytes === 0) return short;
  return head.slice(2, 2 + lengthBytes).reduce((length, byte) => length * 256 + byte, 0);
}
