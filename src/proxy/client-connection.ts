import type { Socket } from 'node:net';
import { ClientInput } from './client-input.ts';
import { problemText, SocketResponse, type ResponseOwner } from './client-response.ts';
import { ClientPatience } from './client-patience.ts';
import type { ClientTimeouts } from './client-timeouts.ts';
import { cutConnection } from './cut-connection.ts';
import type { Deadlines, Watched } from './deadlines.ts';
import type { ClientPeer, Exchange } from './exchange.ts';
import type { ReplayBuffer } from './fallback/replay-buffer.ts';
import type { Failure } from './forward/outcome.ts';
import { webSocketKey } from './forward/upgrade.ts';
import type { HeadLimits } from './http1/head-buffer.ts';
import { MessageError } from './http1/message-error.ts';
import type { RequestHead } from './http1/request-head.ts';
import { RequestReader, type RequestEvents } from './http1/request-reader.ts';

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

/** `sending`: the response is complete, but bytes of it still wait for the client. */
type Phase = 'waiting' | 'head' | 'exchange' | 'tunnel' | 'sending' | 'lingering' | 'closed';

/** One client connection: reads one request after the other, runs one exchange at a time, and knows when it has to end. */
export class ClientConnection implements Watched, RequestEvents, ResponseOwner {
  deadlineMs: number;
  readonly #input = new ClientInput((bytes) => this.#onData(bytes));
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  readonly #client: ClientPeer;
  readonly #reader: RequestReader;
  #phase: Phase = 'waiting';
  #exchange: Exchange | undefined;
  #body: ReplayBuffer | undefined;
  #tunnel: SocketResponse | undefined;
  #isRunning = false;
  /** Bytes behind the current request, not yet read. */
  #rest: Buffer | undefined;
  #isBodyPaused = false;
  /** No request follows the response that is being sent. */
  #isLast = false;
  readonly #patience: ClientPatience;

  constructor(accepted: Socket, client: ClientPeer, owner: ConnectionOwner) {
    const socket = this.#input.attach(accepted);
    this.#socket = socket;
    this.#client = client;
    this.#owner = owner;
    this.#reader = new RequestReader(owner.limits, this);
    this.#patience = new ClientPatience(owner.deadlines, owner.timeouts);
    this.deadlineMs = owner.deadlines.after(owner.timeouts.keepAliveMs);
    owner.deadlines.watch(this);
    socket.on('drain', () => this.#onDrained());
    socket.on('end', () => this.#onEnd());
    socket.on('error', () => {});
    socket.on('close', () => this.#onClose());
  }

  /** Something of value would be lost if the connection ended now. */
  get isBusy(): boolean {
    return this.#phase !== 'waiting' && this.#phase !== 'lingering' && this.#phase !== 'closed';
  }

  /** Ends the connection as soon as that loses nothing. */
  stop(): void {
    if (this.#phase === 'waiting') this.#linger();
    else if (this.#phase === 'tunnel') this.#tunnel?.goAway();
  }

  destroy(failure: Failure): void {
    this.#exchange?.driver?.cancel(failure);
    this.#cut();
  }

  /** Bytes that somebody else has read from the socket before. */
  begin(bytes: Buffer): void {
    this.#onData(bytes);
  }

  // --- reading -----------------------------------------------------------------------------------------------------------------------------------------

  /** Returns whether body bytes of this read are still referenced. */
  #onData(bytes: Buffer): boolean {
    switch (this.#phase) {
      case 'waiting':
        this.#phase = 'head';
        this.deadlineMs = this.#owner.deadlines.after(this.#owner.timeouts.headMs);
        return this.#read(bytes);
      case 'head':
        return this.#read(bytes);
      case 'exchange':
        if (this.#body?.isComplete === false) return this.#read(bytes);
        this.#keepForLater(bytes);
        return false;
      case 'tunnel':
        this.onBodyBytes(bytes);
        return this.#body?.flush() === true;
      case 'sending':
        if (!this.#isLast) this.#keepForLater(bytes);
        return false;
      default:
        return false;
    }
  }

  #read(bytes: Buffer): boolean {
    let used = 0;
    try {
      used = this.#reader.read(bytes, 0);
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      this.#refuse(error);
      return true;
    }
    if (used < bytes.length) this.#keepForLater(bytes.subarray(used));
    const exchange = this.#exchange;
    if (exchange === undefined) return false;
    this.#expectProgress();
    if (this.#isRunning) return this.#body?.flush() === true;
    this.#isRunning = true;
    this.#owner.run(exchange);
    return true;
  }

  onRequestHead(head: RequestHead): void {
    this.#phase = 'exchange';
    const response = new SocketResponse(this.#socket, head, this);
    const { exchange, body } = this.#owner.open(this.#client, head, response, this);
    this.#exchange = exchange;
    this.#body = body;
  }

  onBodyBytes(bytes: Buffer): void {
    this.#body?.push(this.#input.lasting(bytes));
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
    this.#rest = this.#rest === undefined ? Buffer.from(bytes) : Buffer.concat([this.#rest, bytes]);
    if (this.#rest.length > this.#owner.limits.maxHeadBytes) this.#socket.pause();
  }

  /** What waited is read before the socket brings more. */
  #readRest(): void {
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest === undefined) return;
    process.nextTick(() => {
      this.#onData(rest);
      const mustWait = this.#isBodyPaused || (this.#rest?.length ?? 0) > this.#owner.limits.maxHeadBytes;
      if (!mustWait) this.#socket.resume();
    });
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
    this.#isLast = true;
    this.#send();
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

  onTunnel(tunnel: SocketResponse): void {
    this.#phase = 'tunnel';
    this.#tunnel = tunnel;
    if (this.#owner.isStopping) setImmediate(() => this.stop());
    this.#expectProgress();
    this.#readRest();
  }

  onBlocked(): void {
    this.#expectProgress();
  }

  onResponseEnd(keepsAlive: boolean): void {
    this.#exchange = undefined;
    this.#body = undefined;
    this.#isRunning = false;
    if (this.#phase === 'closed') return;
    this.#isLast = !keepsAlive;
    this.#send();
  }

  /** Neither the next request nor the end may overtake what the client has not taken. */
  #send(): void {
    this.#phase = 'sending';
    if (this.#socket.writableLength === 0) return this.#onSent();
    this.#expectProgress();
    // Not every wait ends with a `drain` event; an empty write calls back behind all others.
    this.#socket.write('', (error) => {
      if (!error && this.#phase === 'sending') this.#onSent();
    });
  }

  #onSent(): void {
    if (this.#isLast || (this.#owner.isStopping && this.#rest === undefined)) {
      this.#linger();
      return;
    }
    this.#phase = 'waiting';
    this.deadlineMs = this.#owner.deadlines.after(this.#owner.timeouts.keepAliveMs);
    this.#readRest();
  }

  #onDrained(): void {
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
      case 'sending':
        this.#isLast = true;
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
      case 'sending':
        this.#onStalled();
        return;
      case 'closed':
    }
  }

  #onStalled(): void {
    if (this.#patience.hasMoved(this.#takenBytes)) return this.#expectProgress();
    this.deadlineMs = Infinity;
    const failure = this.#patience.isBlocked ? 'response/client/timeout' : 'request/client/timeout';
    if (this.#phase === 'sending') this.#cut();
    else this.#exchange?.driver?.cancel(failure);
  }

  /** An orderly end would tell the client that it has everything. */
  #cut(): void {
    if (this.#socket.writableLength > 0) cutConnection(this.#socket);
    else this.#socket.destroy();
  }

  /** Ends our side. What the client still sends is read and dropped for a moment: a reset would take the response with it. */
  #linger(): void {
    this.#phase = 'lingering';
    this.#rest = undefined;
    this.deadlineMs = this.#owner.deadlines.after(this.#owner.timeouts.lingerMs);
    this.#socket.resume();
    this.#socket.end();
  }

  /** Sets the deadline to what is awaited from the client, if anything is. */
  #expectProgress(): void {
    if (this.#phase !== 'exchange' && this.#phase !== 'tunnel' && this.#phase !== 'sending') return;
    const awaitsBody = this.#phase === 'exchange' && this.#body?.isComplete === false && !this.#isBodyPaused;
    const waitingBytes = this.#socket.writableLength;
    this.deadlineMs = this.#patience.deadline(this.deadlineMs, waitingBytes, this.#takenBytes, awaitsBody);
  }

  /** What the kernel has accepted for the client. */
  get #takenBytes(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }
}
