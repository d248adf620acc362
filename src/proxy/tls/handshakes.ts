import type { Socket } from 'node:net';
import type { Deadlines, Watched } from '../deadlines.ts';

/** A client that asks for more handshakes at a time than this loses the oldest ones: those are the least likely to be finished. */
const MAX_RUNNING = 1000;

/** Connections that have not finished their TLS handshake: each has a deadline, and there is a limit for all. */
export class Handshakes {
  readonly #deadlines: Deadlines;
  readonly #timeoutMs: number;
  readonly #running = new Map<string, Handshake>();

  constructor(deadlines: Deadlines, timeoutMs: number) {
    this.#deadlines = deadlines;
    this.#timeoutMs = timeoutMs;
  }

  /** `address`: of the client, where it is not the peer. */
  begin(socket: Socket, address: string, onOverdue: () => void): void {
    const key = keyOf(socket);
    const handshake = new Handshake(socket, address, this.#deadlines.after(this.#timeoutMs), onOverdue);
    this.#running.set(key, handshake);
    this.#deadlines.watch(handshake);
    socket.once('close', () => {
      if (this.#running.get(key) === handshake) this.#remove(key);
    });
    if (this.#running.size <= MAX_RUNNING) return;
    const [oldest] = this.#running.values();
    oldest?.onDeadline();
  }

  /** The address that the connection began with. `socket`: the connection itself, or the TLS socket on it. */
  addressOf(socket: Socket): string | undefined {
    return this.#running.get(keyOf(socket))?.address;
  }

  /** `socket`: as above. */
  finish(socket: Socket): void {
    this.#remove(keyOf(socket));
  }

  /** Whoever has not finished by now has nothing to lose. */
  close(): void {
    for (const handshake of this.#running.values()) handshake.socket.destroy();
  }

  #remove(key: string): void {
    const handshake = this.#running.get(key);
    if (handshake === undefined) return;
    this.#running.delete(key);
    this.#deadlines.unwatch(handshake);
  }
}

class Handshake implements Watched {
  readonly socket: Socket;
  readonly address: string;
  deadlineMs: number;
  readonly #onOverdue: () => void;

  constructor(socket: Socket, address: string, deadlineMs: number, onOverdue: () => void) {
    this.socket = socket;
    this.address = address;
    this.deadlineMs = deadlineMs;
    this.#onOverdue = onOverdue;
  }

  onDeadline(): void {
    this.deadlineMs = Infinity;
    this.#onOverdue();
    this.socket.destroy();
  }
}

/** Both ends of a connection: no other one that is open has the same. */
function keyOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}
