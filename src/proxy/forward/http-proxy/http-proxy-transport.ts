import { Agent } from 'node:http';
import type { Deadlines } from '../../deadlines.ts';
import { headLimits } from '../../head-limits.ts';
import type { HeadLimits } from '../../http1/head-buffer.ts';
import type { DestinationStatus } from '../../observe/proxy-status.ts';
import type { Destination, Snapshot } from '../../snapshot.ts';
import type { SocketTransport } from '../socket-transport.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest, Transport } from '../transport.ts';
import { HttpProxyAttempt } from './http-proxy-attempt.ts';
import type { HttpProxyLibrary, HttpProxyServer } from './http-proxy-library.ts';

const NO_RESPONSE = { headersSent: false, finished: false };

/**
 * http-proxy behind our own rules: it opens the connection and writes the request, and nothing else.
 *
 * Of its steps only the one that sends is left (another turns the framing of a DELETE into one that smuggles). It gets headers that are cleaned already, an agent, and no response:
 * what comes back is relayed by us, timed by our own clocks, and cut where it ends early. What it cannot do (TLS as configured, upgrades) goes over our own sockets.
 */
export class HttpProxyTransport implements Transport {
  readonly #server: HttpProxyServer;
  readonly #sockets: SocketTransport;
  readonly #deadlines: Deadlines;
  readonly #agents = new Map<Destination, Agent>();
  /** Closes the connection behind each request. */
  readonly #single = new Agent({ keepAlive: false });
  #limits: HeadLimits;

  constructor(library: HttpProxyLibrary, sockets: SocketTransport, snapshot: Snapshot, deadlines: Deadlines) {
    this.#server = library.createProxyServer({ selfHandleResponse: true, toProxy: true }) as HttpProxyServer;
    this.#server.webPasses = this.#server.webPasses.filter(({ name }) => name === 'stream');
    this.#server.on('proxyReq', (made, request) => {
      if (request instanceof HttpProxyAttempt) request.made(made);
    });
    this.#server.on('proxyRes', (answer, request) => {
      if (request instanceof HttpProxyAttempt) request.answered(answer);
    });
    this.#sockets = sockets;
    this.#deadlines = deadlines;
    this.#limits = headLimits(snapshot);
  }

  send(request: OutboundRequest, events: AttemptEvents): AttemptHandle {
    const { destination, connections, lines } = request;
    if (destination.tls !== undefined || /^upgrade:/im.test(lines))
      return this.#sockets.send(request, events);
    const attempt = new HttpProxyAttempt(request, events, this.#limits, this.#deadlines);
    const agent = connections === 'any' ? this.#agentOf(request) : this.#single;
    const target = { host: destination.host, port: destination.port };
    // What it reports at once must not be heard within this call.
    process.nextTick(() => {
      try {
        this.#server.web(attempt, NO_RESPONSE, { target, agent }, (error) => attempt.onError(error));
      } catch {
        attempt.failed('connect/target/unreachable');
      }
    });
    return attempt;
  }

  retain(snapshot: Snapshot): void {
    this.#limits = headLimits(snapshot);
    this.#sockets.retain(snapshot);
    const named = new Set([...snapshot.clusters.values()].flatMap(({ destinations }) => destinations));
    for (const [destination, agent] of this.#agents) {
      if (named.has(destination)) continue;
      agent.destroy();
      this.#agents.delete(destination);
    }
  }

  usage(): DestinationStatus[] {
    return this.#sockets.usage();
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
    this.#sockets.close();
  }

  #agentOf({ cluster, destination }: OutboundRequest): Agent {
    const known = this.#agents.get(destination);
    if (known !== undefined) return known;
    const agent = new Agent({ keepAlive: true, maxSockets: cluster.pool.maxSockets, scheduling: 'lifo' });
    this.#agents.set(destination, agent);
    return agent;
  }
}
