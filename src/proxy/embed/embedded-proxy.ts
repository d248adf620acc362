import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { defaultClientTimeouts } from '../client-timeouts.ts';
import { systemClock } from '../clock.ts';
import type { ClientPeer, ClientResponse, Exchange } from '../exchange.ts';
import type { BodySource } from '../fallback/replay-buffer.ts';
import type { ForwardingContext } from '../forward/forwarding.ts';
import { MessageError } from '../http1/message-error.ts';
import { readRequestHead, type RequestHead } from '../http1/request-head.ts';
import { LiveState } from '../live-state.ts';
import type { LogSink } from '../observe/access-log.ts';
import { proxyReport } from '../observe/proxy-report.ts';
import type { TelemetryApi } from '../observe/telemetry.ts';
import type { ProxyReport, ProxyState } from '../observe/proxy-status.ts';
import { stages } from '../pipeline.ts';
import { type Drained, ProxyServer } from '../server.ts';
import type { Snapshot } from '../snapshot.ts';
import { NodeExchange } from './node-exchange.ts';
import { NodeResponse } from './node-response.ts';

export interface EmbeddedOptions {
  readonly snapshot: Snapshot;
  readonly log?: LogSink;
  readonly telemetry?: TelemetryApi;
}

/**
 * The proxy inside of the monolith: takes the requests whose route has moved, and leaves all others, unread, to the application.
 *
 * The cluster `monolith` of its snapshot is the application itself, by an address of its own: a fallback goes there over HTTP, and is left to the application
 * when it comes in.
 */
export class EmbeddedProxy {
  readonly #state: LiveState;
  /** Has no listeners: it keeps the connections that have become tunnels. */
  readonly #tunnels: ProxyServer;
  readonly #running = new Map<string, Exchange>();
  readonly #trial: ForwardingContext;
  #lifecycle: ProxyState = 'serving';

  constructor({ snapshot, log = () => {}, telemetry }: EmbeddedOptions) {
    this.#state = new LiveState(
      snapshot,
      log,
      { clock: systemClock, random: Math.random, telemetry },
      defaultClientTimeouts,
    );
    this.#trial = Object.create(this.#state, { onFinished: { value: () => {} } }) as ForwardingContext;
    this.#tunnels = new ProxyServer([], this.#state);
    this.#state.begin();
  }

  /** Takes the request, and answers it, if its route has moved; if not, it says `false` and has read nothing. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const head = this.#headOf(request);
    if (head === undefined || !this.#isMoved(head, request)) return false;
    const node = new NodeExchange(request, response);
    const { exchange, body } = this.#state.open(peerOf(request), head, new NodeResponse(response), node);
    this.#running.set(exchange.id, exchange);
    node.begin(exchange, body, () => this.#running.delete(exchange.id));
    this.#state.run(exchange);
    return true;
  }

  /** As `handle`, for the `upgrade` event of a server. */
  upgrade(request: IncomingMessage, socket: Duplex, first: Buffer): boolean {
    const head = this.#headOf(request);
    if (head === undefined || !this.#isMoved(head, request)) return false;
    this.#tunnels.adopt(socket as Socket, peerOf(request), Buffer.concat([headBytes(request), first]));
    return true;
  }

  /** New exchanges use the new snapshot, those in flight finish with theirs. */
  swap(snapshot: Snapshot): void {
    this.#state.swap(snapshot);
  }

  report(): ProxyReport {
    return proxyReport(this.#state, this.#tunnels, this.#lifecycle, []);
  }

  /** Takes nothing more; tunnels may go on for `graceMs`, other exchanges end with the server that they came through. */
  async stop({ graceMs }: { readonly graceMs: number }): Promise<Drained> {
    this.#lifecycle = 'draining';
    const drained = await this.#tunnels.drain(graceMs);
    this.#state.close();
    this.#lifecycle = 'stopped';
    return drained;
  }

  /** Undefined for what is not certain: the application reads it as it always has. */
  #headOf(request: IncomingMessage): RequestHead | undefined {
    const bytes = headBytes(request);
    try {
      return readRequestHead({ bytes, from: 0, to: bytes.length - 2 }, this.#state.limits);
    } catch (error) {
      if (error instanceof MessageError) return undefined;
      throw error;
    }
  }

  /** Asked of an exchange that nobody hears of: the stages up to the choice of the side run as they will for the real one. */
  #isMoved(head: RequestHead, request: IncomingMessage): boolean {
    if (this.#lifecycle !== 'serving' || this.#isOwnFallback(head)) return false;
    const { exchange } = this.#state.open(peerOf(request), head, NOBODY, NOTHING);
    for (const stage of stages) {
      if (stage.number >= FORWARD || !stage.run(exchange, this.#trial)) break;
    }
    const { cluster, refusal } = exchange;
    return refusal === undefined && cluster !== undefined && cluster.name !== 'monolith';
  }

  /** What another exchange of this proxy has sent to the monolith, and that is now back. */
  #isOwnFallback({ fields }: RequestHead): boolean {
    if (this.#running.size === 0) return false;
    const exchange = this.#running.get(fields.first('x-request-id') ?? '');
    return exchange?.attempts.at(-1)?.cluster === 'monolith';
  }
}

/** The number of the stage that sends something. */
const FORWARD = 6;

const NOTHING: BodySource = { pauseBody: () => {}, resumeBody: () => {} };

const NOBODY: ClientResponse = {
  isStarted: false,
  sentBytes: 0,
  interim: () => {},
  start: () => {},
  write: () => {},
  flush: () => 'sent',
  end: () => {},
  problem: () => {},
  cut: () => {},
};

/** The head as it may have been sent: the strict reader is to judge it once more. */
function headBytes({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  let text = `${method ?? ''} ${url ?? ''} HTTP/${httpVersion}\r\n`;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    text += `${rawHeaders[index] ?? ''}: ${rawHeaders[index + 1] ?? ''}\r\n`;
  return Buffer.from(`${text}\r\n`, 'latin1');
}

function peerOf({ socket }: IncomingMessage): ClientPeer {
  const address = socket.remoteAddress ?? 'unknown';
  return {
    address: address.startsWith('::ffff:') ? address.slice(7) : address,
    scheme: 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http',
    certificateLines: '',
  };
}
