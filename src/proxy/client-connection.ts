import type { Socket } from 'node:net';
import { problemText, SocketResponse, type ResponseOwner } from './client-response.ts';
import type { Deadlines, Watched } from './deadlines.ts';
import type { ClientPeer, Exchange } from './exchange.ts';
import type { ReplayBuffer } from './fallback/replay-buffer.ts';
import type { Failure } from './forward/outcome.ts';
import { webSocketKey } from './forward/upgrade.ts';
import type { HeadLimits } from './http1/head-buffer.ts';
import { MessageError } from './http1/message-error.ts';
import type { RequestHead } from './http1/request-head.ts';
import { RequestReader, type RequestEvents } from './http1/request-reader.ts';

/** How long a client may take; milliseconds. */
export interface ClientTimeouts {
  /** From the first byte of a head to its last. */
  readonly headMs: number;
  /** Between requests, and before the first. */
  readonly keepAliveMs: number;
  /** Longest silence in a request body. */
  readonly bodyIdleMs: number;
  /** Longest time in which a client takes nothing of what is pending for it. */
  readonly writeIdleMs: number;
  /** How long a closed connection still reads, so that the last response is not lost in a reset. */
  readonly lingerMs: number;
}

/** What a connection needs from its server. */
export interface ConnectionOwner {
  readonly deadlines: Deadlines;
  readonly limits: HeadLimits;
  readonly timeouts: ClientTimeouts;
  readonly isStopping: boolean;
  open(
    client: ClientPeer,
    head: RequestHead,
    response: SocketResponse,
    connection: ClientConnection,
  ): { exchange: Exchange; body: ReplayBuffer };
  run(exchange: Exchange): void;
  refused(client: ClientPeer, status: number, reason: string): void;
  closed(connection: ClientConnection): void;
}

type Phase = 'waiting' | 'head' | 'exchange' | 'tunnel' | 'lingering' | 'closed';

/** One client connection: reads one request after the other, runs one exchange at a time, and knows when it has to end. */
export class ClientConnection implements Watched, RequestEvents, ResponseOwner {
  deadlineMs: number;
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  readonly #client: ClientPeer;
  readonly #reader: RequestReader;
  #phase: Phase = 'waiting';
  #exchange: Exchange | undefined;
  #body: ReplayBuffer | undefined;
  #isRunning = false;
  /** Bytes behind the current request, not yet read. */
  #rest: Buffer | undefined;
  #isBodyPaused = false;
  #isBlocked = false;

  constructor(socket: Socket, client: ClientPeer, owner: ConnectionOwner) {
    this.#socket = socket;
    this.#client = client;
    this.#owner = owner;
    this.#reader = new RequestReader(owner.limits, this);
    this.deadlineMs = owner.deadlines.after(owner.timeouts.keepAliveMs);
    owner.deadlines.watch(this);
    socket.on('data', (bytes: Buffer) => this.#onData(bytes));
    socket.on('drain', () => this.#onDrained());
    socket.on('end', () => this.#onEnd());
    socket.on('error', () => {});
    socket.on('close', () => this.#onClose());
  }

  /** No request is being read or answered. */
  get isIdle(): boolean {
    return this.#phase === 'waiting';
  }

  /** Something of value would be lost if the connection ended now. */
  get isBusy(): boolean {
    return this.#phase === 'head' || this.#phase === 'exchange' || this.#phase === 'tunnel';
  }

  /** Ends the connection as soon as that loses nothing. */
  stop(): void {
    if (this.#phase === 'waiting') this.#close();
  }

  destroy(failure: Failure): void {
    this.#exchange?.driver?.cancel(failure);
    this.#socket.destroy();
  }

  // --- reading -----------------------------------------------------------------------------------------------------------------------------------------

  #onData(bytes: Buffer): void {
    switch (this.#phase) {
      case 'waiting':
        this.#phase = 'head';
        this.deadlineMs = this.#owner.deadlines.after(this.#owner.timeouts.headMs);
        return this.#read(bytes);
      case 'head':
        return this.#read(bytes);
      case 'exchange':
        if (this.#body?.isComplete === false) return this.#read(bytes);
        return this.#keepForLater(bytes);
      case 'tunnel':
        this.#body?.push(bytes);
        this.#body?.flush();
        return;
      case 'lingering':
      case 'closed':
    }
  }

  #read(bytes: Buffer): void {
    let used = 0;
    try {
      used = this.#reader.read(bytes, 0);
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      this.#refuse(error);
      return;
    }
    if (used < bytes.length) this.#keepForLater(bytes.subarray(used));
    const exchange = this.#exchange;
    if (exchange === undefined) return;
    this.#expectProgress();
    if (this.#isRunning) {
      this.#body?.flush();
    } else {
      this.#isRunning = true;
      this.#owner.run(exchange);
    }
  }

  onRequestHead(head: RequestHead): void {
    this.#phase = 'exchange';
    const response = new SocketResponse(this.#socket, head, this);
    const { exchange, body } = this.#owner.open(this.#client, head, response, this);
    this.#exchange = exchange;
    this.#body = body;
  }

  onBodyBytes(bytes: Buffer): void {
    this.#body?.push(bytes);
  }

  onRequestEnd(): void {
    this.#body?.finish();
  }

  pauseBody(): void {
    this.#isBodyPaused = true;
    this.#socket.pause();
    this.#expectProgress();
  }

  resumeBody(): void {
    if (!this.#isBodyPaused) return;
    this.#isBodyPaused = false;
    this.#socket.resume();
    this.#expectProgress();
  }

  /** Pipelined requests wait; a client that sends too many of them is not read for a while. */
  #keepForLater(bytes: Buffer): void {
    this.#rest = this.#rest === undefined ? bytes : Buffer.concat([this.#rest, bytes]);
    if (this.#rest.length > this.#owner.limits.maxHeadBytes) this.#socket.pause();
  }

  #refuse(error: MessageError): void {
    const exchange = this.#exchange;
    if (exchange !== undefined && this.#isRunning) {
      exchange.driver?.cancel('request/client/garbage');
      return;
    }
    this.#body?.release();
    this.#answerAndClose(error.status, error.reason);
  }

  #answerAndClose(status: number, reason: string): void {
    this.#owner.refused(this.#client, status, reason);
    this.#socket.write(problemText(status, 'close', false), 'latin1');
    this.#linger();
  }

  // --- the response ------------------------------------------------------------------------------------------------------------------------------------

  mayKeepAlive(): boolean {
    const exchange = this.#exchange;
    if (exchange === undefined || this.#owner.isStopping || !exchange.body.isComplete) return false;
    // What the client already sent behind a handshake that failed may be frames: no request is looked for in it.
    if (webSocketKey(exchange.head) !== undefined) return false;
    const { connection, minorVersion } = exchange.head;
    return minorVersion === 1 ? !connection.close : connection.keepAlive;
  }

  onTunnel(): void {
    this.#phase = 'tunnel';
    this.#expectProgress();
    const rest = this.#rest;
    this.#rest = undefined;
    this.#socket.resume();
    if (rest !== undefined) process.nextTick(() => this.#onData(rest));
  }

  onBlocked(): void {
    this.#isBlocked = true;
    this.#expectProgress();
  }

  onResponseEnd(keepsAlive: boolean): void {
    this.#exchange = undefined;
    this.#body = undefined;
    this.#isRunning = false;
    if (this.#phase === 'closed') return;
    if (!keepsAlive) {
      this.#close();
      return;
    }
    this.#phase = 'waiting';
    this.deadlineMs = this.#owner.deadlines.after(this.#owner.timeouts.keepAliveMs);
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest === undefined) {
      if (this.#owner.isStopping) this.#close();
    } else {
      this.#socket.resume();
      process.nextTick(() => this.#onData(rest));
    }
  }

  #onDrained(): void {
    this.#isBlocked = false;
    this.#expectProgress();
    this.#exchange?.driver?.resume();
  }

  // --- the end -----------------------------------------------------------------------------------------------------------------------------------------

  /** The client will send nothing more. A client with an unanswered request has left: what it asked for is not worth finishing. */
  #onEnd(): void {
    switch (this.#phase) {
      case 'tunnel':
        this.#body?.finish();
        return;
      case 'exchange':
        this.#exchange?.driver?.cancel(
          this.#body?.isComplete === true ? 'request/client/cancelled' : 'request/client/truncated',
        );
        this.#socket.end();
        return;
      case 'waiting':
      case 'head':
      case 'lingering':
        this.#socket.end();
        return;
      case 'closed':
    }
  }

  #onClose(): void {
    this.#phase = 'closed';
    this.#owner.deadlines.unwatch(this);
    this.#exchange?.driver?.cancel(
      this.#exchange.response.isStarted ? 'response/client/cancelled' : 'request/client/cancelled',
    );
    this.#owner.closed(this);
  }

  onDeadline(): void {
    switch (this.#phase) {
      case 'waiting':
      case 'lingering':
        this.#socket.destroy();
        return;
      case 'head':
        this.deadlineMs = Infinity;
        this.#answerAndClose(408, 'head-timeout');
        return;
      case 'exchange':
      case 'tunnel':
        this.deadlineMs = Infinity;
        this.#exchange?.driver?.cancel(
          this.#isBlocked ? 'response/client/timeout' : 'request/client/timeout',
        );
        return;
      case 'closed':
    }
  }

  /** Ends our side. What the client still sends is read and dropped for a moment: a reset would take the response with it. */
  #close(): void {
    if (this.#phase === 'closed' || this.#phase === 'lingering') return;
    this.#linger();
  }

  #linger(): void {
    this.#phase = 'lingering';
    this.#rest = undefined;
    this.deadlineMs = this.#owner.deadlines.after(this.#owner.timeouts.lingerMs);
    this.#socket.resume();
    this.#socket.end();
  }

  #expectProgress(): void {
    if (this.#phase !== 'exchange' && this.#phase !== 'tunnel') return;
    const { timeouts, deadlines } = this.#owner;
    const awaitsBody = this.#phase === 'exchange' && this.#body?.isComplete === false && !this.#isBodyPaused;
    const patienceMs = this.#isBlocked ? timeouts.writeIdleMs : awaitsBody ? timeouts.bodyIdleMs : Infinity;
    this.deadlineMs = deadlines.after(patienceMs);
  }
}
