import type { Socket } from 'node:net';
import { cutConnection } from './cut-connection.ts';
import type { ClientResponse, FlushState } from './exchange.ts';
import { FrameRelay } from './frame-relay.ts';
import type { BodyFraming } from './http1/body-framing.ts';
import { responseHeadText } from './http1/head-writer.ts';
import { MessageWriter } from './http1/message-writer.ts';
import type { RequestHead } from './http1/request-head.ts';
import { problemOf } from './problem.ts';

/** A client with more unsent bytes than this is sent no more until it has taken them. */
const FULL_BYTES = 128 * 1024;

/** What a response needs to know of its connection, and tells it. */
export interface ResponseOwner {
  /** Another request may follow on this connection. */
  mayKeepAlive(): boolean;
  /** The response is complete; `keepsAlive`: the client was told that another request may follow. */
  onResponseEnd(keepsAlive: boolean): void;
  onTunnel(tunnel: SocketResponse): void;
  /** Bytes wait for the client. */
  onBlocked(): void;
}

/** Writes one response to a client. */
export class SocketResponse implements ClientResponse {
  isStarted = false;
  sentBytes = 0;
  readonly #socket: Socket;
  readonly #head: RequestHead;
  readonly #owner: ResponseOwner;
  readonly #writer = new MessageWriter();
  #hasContinued = false;
  #keepsAlive = false;
  #isResetOnCut = false;
  /** Once the response has become a WebSocket. */
  #frames: FrameRelay | undefined;

  constructor(socket: Socket, head: RequestHead, owner: ResponseOwner) {
    this.#socket = socket;
    this.#head = head;
    this.#owner = owner;
  }

  /** RFC 9110 section 15.2: passed on, but not to HTTP/1.0; a 100 once, to a client that waits for it. */
  interim(status: number, reason: string, lines: string): void {
    if (this.#head.minorVersion === 0) return;
    if (status === 100) {
      if (!this.#head.expectsContinue || this.#hasContinued) return;
      this.#hasContinued = true;
    }
    this.#writer.head(responseHeadText(status, reason, status === 100 ? '' : lines), false);
  }

  start(status: number, reason: string, lines: string, framing: BodyFraming): void {
    this.isStarted = true;
    if (status === 101) {
      this.#writer.head(responseHeadText(status, reason, lines), false);
      this.#frames = new FrameRelay();
      this.#owner.onTunnel(this);
      return;
    }
    const isOld = this.#head.minorVersion === 0;
    const isUnframed = framing.kind === 'chunked' || framing.kind === 'until-close';
    const isChunked = isUnframed && !isOld;
    this.#isResetOnCut = isUnframed && isOld;
    this.#keepsAlive = !this.#isResetOnCut && this.#owner.mayKeepAlive();
    const coding = isChunked ? 'Transfer-Encoding: chunked\r\n' : '';
    const connection = this.#keepsAlive ? (isOld ? 'keep-alive' : undefined) : 'close';
    const last = connection === undefined ? '' : `Connection: ${connection}\r\n`;
    this.#writer.head(responseHeadText(status, reason, lines + coding + last), isChunked);
  }

  write(bytes: Buffer): void {
    if (this.#frames === undefined) this.#writer.body(bytes);
    else for (const part of this.#frames.pass(bytes)) this.#writer.body(part);
  }

  /** Tells the client of a WebSocket that it has to go elsewhere: it answers with a Close frame, upon which its backend ends the connection. */
  goAway(): void {
    for (const frame of this.#frames?.goAway() ?? []) this.#writer.body(frame);
    this.flush();
  }

  flush(): FlushState {
    if (this.#writer.hasPending) this.sentBytes += this.#writer.flush(this.#socket);
    const pending = this.#socket.writableLength;
    if (pending === 0) return 'sent';
    this.#owner.onBlocked();
    return pending < FULL_BYTES ? 'pending' : 'full';
  }

  end(trailers: string): void {
    this.#writer.end(trailers);
    this.flush();
    this.#owner.onResponseEnd(this.#keepsAlive);
  }

  problem(status: number, mayKeepAlive: boolean, retryAfterS?: number): void {
    this.isStarted = true;
    this.#keepsAlive = mayKeepAlive && this.#owner.mayKeepAlive();
    const isOld = this.#head.minorVersion === 0;
    const connection = this.#keepsAlive ? (isOld ? 'keep-alive' : undefined) : 'close';
    this.#writer.head(problemText(status, connection, this.#head.method === 'HEAD', retryAfterS), false);
    this.flush();
    this.#owner.onResponseEnd(this.#keepsAlive);
  }

  /** What was collected still goes out: a connection that closes without a byte invites clients to send a write once more. */
  cut(): void {
    if (this.isStarted) this.flush();
    if (this.#isResetOnCut || this.#socket.writableLength > 0) cutConnection(this.#socket);
    else this.#socket.destroy();
  }
}

/** A small response made by the proxy itself, as text; `connection`: what it says about the connection. */
export function problemText(
  status: number,
  connection: string | undefined,
  isHead: boolean,
  retryAfterS?: number,
): string {
  const { title, lines, body } = problemOf(status, retryAfterS);
  const last = connection === undefined ? '' : `Connection: ${connection}\r\n`;
  return responseHeadText(status, title, lines + last) + (isHead ? '' : body);
}
