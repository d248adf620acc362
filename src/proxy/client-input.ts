import { Socket } from 'node:net';

const BUFFER_BYTES = 64 * 1024;
const LARGE_BYTES = BUFFER_BYTES / 2;

/** All clients are read into it, one after the other: what is to last is copied before the next read. */
const common = Buffer.allocUnsafeSlow(BUFFER_BYTES);

/** Takes what was read, valid during the call; returns whether anything that `ClientInput.lasting` gave is still referenced. */
export type InputListener = (bytes: Buffer) => boolean;

/**
 * Reads a client's socket. Small reads go through one buffer that all clients share, so that an idle client costs none and a request none of its own; while
 * reads are large, as in an upload, the client has its own, which is used again as long as nobody keeps what was in it.
 */
export class ClientInput {
  readonly #listener: InputListener;
  #own: Buffer | undefined;
  #isLarge = false;

  constructor(listener: InputListener) {
    this.#listener = listener;
  }

  /** Begins to read; returns the socket that is to be used from now on, in the place of the given one. */
  attach(accepted: Socket): Socket {
    const socket = withReadBuffer(accepted, {
      buffer: () => this.#own ?? common,
      callback: (length, buffer) => this.#onRead(length, buffer),
    });
    if (socket === undefined) accepted.on('data', (bytes: Buffer) => this.#listener(bytes));
    return socket ?? accepted;
  }

  /** Bytes of the current read in a form that outlives it. */
  lasting(bytes: Buffer): Buffer {
    return this.#isLarge && bytes.length >= LARGE_BYTES ? bytes : Buffer.from(bytes);
  }

  #onRead(length: number, buffer: Uint8Array): boolean {
    const isLarge = length >= LARGE_BYTES;
    this.#isLarge = isLarge && buffer === this.#own;
    const isReferenced = this.#listener(Buffer.from(buffer.buffer, buffer.byteOffset, length));
    this.#isLarge = false;
    if (!isLarge) this.#own = undefined;
    else if (isReferenced || this.#own === undefined) this.#own = Buffer.allocUnsafeSlow(BUFFER_BYTES);
    return true;
  }
}

interface ReadBuffer {
  buffer(): Uint8Array;
  callback(length: number, buffer: Uint8Array): boolean;
}

/**
 * A socket that reads into a given buffer, in the place of one that a plain server has just accepted; undefined for any other. Node has no public way to
 * it: a server makes its sockets without a read buffer, so another is made around the same connection, and counted by the server in its place.
 */
function withReadBuffer(accepted: Socket, onread: ReadBuffer): Socket | undefined {
  const handle = Reflect.get(accepted, '_handle') as { readonly useUserBuffer?: unknown } | null | undefined;
  if (accepted.constructor !== Socket || typeof handle?.useUserBuffer !== 'function') return undefined;
  // Something was read and put back: it would stay behind.
  if (accepted.bytesRead > 0) return undefined;
  const options = { handle, onread, allowHalfOpen: accepted.allowHalfOpen };
  const socket = new Socket(options);
  Reflect.set(socket, '_server', Reflect.get(accepted, '_server'));
  Reflect.set(accepted, '_server', null);
  Reflect.set(accepted, '_handle', null);
  return socket;
}
