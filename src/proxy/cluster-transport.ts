import type { Clock } from './clock.ts';
import type { Deadlines } from './deadlines.ts';
import type { HttpProxyLibrary } from './forward/http-proxy/http-proxy-library.ts';
import { HttpProxyTransport } from './forward/http-proxy/http-proxy-transport.ts';
import { SocketTransport } from './forward/socket-transport.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest, Transport } from './forward/transport.ts';
import { Http2Transport } from './http2/http2-transport.ts';
import type { DestinationStatus } from './observe/proxy-status.ts';
import type { Snapshot } from './snapshot.ts';

/** Speaks with each cluster what it speaks. */
export class ClusterTransport implements Transport {
  readonly #http1: SocketTransport | HttpProxyTransport;
  readonly #http2: Http2Transport;

  /** `httpProxy`: sends over HTTP/1.1 in the place of our own sockets. */
  constructor(snapshot: Snapshot, deadlines: Deadlines, clock: Clock, httpProxy?: HttpProxyLibrary) {
    const sockets = new SocketTransport(snapshot, deadlines, clock);
    this.#http1 = httpProxy ? new HttpProxyTransport(httpProxy, sockets, snapshot, deadlines) : sockets;
    this.#http2 = new Http2Transport(snapshot, deadlines);
  }

  send(request: OutboundRequest, events: AttemptEvents): AttemptHandle {
    return request.cluster.protocol === 'http2'
      ? this.#http2.send(request, events)
      : this.#http1.send(request, events);
  }

  retain(snapshot: Snapshot): void {
    this.#http1.retain(snapshot);
    this.#http2.retain(snapshot);
  }

  /** The connections to every destination that was asked. */
  usage(): DestinationStatus[] {
    return [...this.#http1.usage(), ...this.#http2.usage()];
  }

  close(): void {
    this.#http1.close();
    this.#http2.close();
  }
}
