import type { Socket } from 'node:net';
import type { Deadlines, Watched } from '../deadlines.ts';
import type { FlushState } from '../exchange.ts';
import type { Destination } from '../snapshot.ts';
import { connectDestination } from '../tls/connect-destination.ts';

const READ_BUFFER_BYTES = 64 * 1024;

/** What uses a connection at the moment: an attempt, or the pool that keeps it. */
export interface ConnectionUser {
  onConnected(): void;
  /** Bytes that are valid until the connection reads again, which it does unless `pending` or `full` is returned. */
  onBytes(bytes: Buffer): FlushState;
  onDrained(): void;
  /** Whether the peer may have answered although it takes no more of what is written. */
  mayBeAnswered(): boolean;
  /** The peer will send nothing more. */
  onEndOfInput(): void;
  /** The connection is gone; `error` is absent when it was closed without one. */
  onLost(error: NodeJS.ErrnoException | undefined): void;
  onDeadline(): void;
}

/**
 * One connection to a destination. It reads into a buffer of its own that is used again as soon as nobody references the bytes: forwarding a large body
 * allocates nothing while the client keeps up.
 */
export class UpstreamConnection implements Watched {
  readonly destination: Destination;
  deadlineMs = Infinity;
  isConnected = false;
  isClosed = false;
  /** How many attempts it has carried. */
  uses = 0;
  /** When it was last given back, monotonic. */
  idleSinceMs = 0;
  /** The last poll of the event loop that its pool had counted then. */
  idleSincePoll = 0;
  readonly #socket: Socket;
  readonly #deadlines: Deadlines;
  #user: ConnectionUser;
  #buffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
  #error: NodeJS.ErrnoException | undefined;

  constructor(destination: Destination, user: ConnectionUser, deadlines: Deadlines) {
    this.destination = destination;
    this.#user = user;
    this.#deadlines = deadlines;
    this.#socket = this.#open();
    deadlines.watch(this);
  }

  /** What is not yet in the kernel's hands. */
  get pendingBytes(): number {
    return this.#socket.writableLength;
  }

  /** The part of the socket that a message writer needs. */
  get output(): Socket {
    return this.#socket;
  }

  use(user: ConnectionUser): void {
    this.#user = user;
  }

  isUsedBy(user: ConnectionUser): boolean {
    return this.#user === user;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Half-closes: our last byte has been written. */
  end(): void {
    this.#socket.end();
  }

  /** Closes at once; the user hears `onLost`, unless it has been replaced. */
  destroy(): void {
    this.isClosed = true;
    this.#socket.destroy();
  }

  onDeadline(): void {
    this.#user.onDeadline();
  }

  #open(): Socket {
    const onread = {
      buffer: () => this.#buffer,
      callback: (length: number, bytes: Uint8Array) => this.#onRead(length, bytes),
    };
    const socket = connectDestination(this.destination, { onread });
    socket.once(this.destination.tls ? 'secureConnect' : 'connect', () => {
      this.isConnected = true;
      this.#user.onConnected();
    });
    this.#readBeforeLoss(socket);
    socket.on('drain', () => this.#user.onDrained());
    socket.on('end', () => this.#user.onEndOfInput());
    socket.on('error', (error: NodeJS.ErrnoException) => (this.#error = error));
    socket.on('close', () => {
      this.isClosed = true;
      this.#deadlines.unwatch(this);
      this.#user.onLost(this.#error);
    });
    return socket;
  }

  /**
   * A backend that answers before it has read the whole request (413) and closes has reset the connection: its answer has arrived, but a write fails before it is read,
   * and that would end the socket. So it ends one poll later.
   */
  #readBeforeLoss(socket: Socket): void {
    const destroy = socket.destroy.bind(socket);
    socket.destroy = (error?: NodeJS.ErrnoException) => {
      if (error?.syscall !== 'write' || !this.#user.mayBeAnswered()) return destroy(error);
      setImmediate(() => setImmediate(destroy, error));
      return socket;
    };
  }

  #onRead(length: number, bytes: Uint8Array): boolean {
    const state = this.#user.onBytes(Buffer.from(bytes.buffer, bytes.byteOffset, length));
    if (state !== 'sent') this.#buffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
    return state !== 'full';
  }
}
