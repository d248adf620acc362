import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXPOSITION_TYPE, renderExposition } from '../observe/exposition.ts';
import type { MetricFamily } from '../observe/metric-family.ts';
import type { ListenAddress } from '../snapshot.ts';
import { type AdminAccess, refusalOf } from './admin-guard.ts';

export interface AdminSettings extends ListenAddress, AdminAccess {}

/** What the admin listener tells of. */
export interface AdminSource {
  /** Requests should come here: a configuration is in force, and nothing is being drained. */
  isReady(): boolean;
  metrics(): Promise<readonly MetricFamily[]>;
  /** A JSON document. */
  status(): Promise<object>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const PLAIN = 'text/plain; charset=utf-8';
/** A scrape, a probe and a person, several times over. */
const MAX_CONNECTIONS = 64;

/**
 * The admin listener: `/healthz`, `/readyz`, `/metrics`, `/status`. It only reads, on a listener of its own: no client of the proxy can reach it.
 *
 * The two probes need no token: they say yes or no.
 */
export class AdminServer {
  readonly #source: AdminSource;
  readonly #server: Server;
  #access: AdminAccess;

  constructor(source: AdminSource, access: AdminAccess) {
    this.#source = source;
    this.#access = access;
    this.#server = createServer(
      { headersTimeout: 5000, requestTimeout: 10_000, keepAliveTimeout: 5000, maxHeaderSize: 8192 },
      (request, response) => {
        void this.#answer(request, response);
      },
    );
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /** Resolves with the bound address; rejects if it cannot be bound. */
  listen({ host, port }: ListenAddress): Promise<ListenAddress> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        this.#server.on('error', () => {});
        const address = this.#server.address() as AddressInfo;
        resolve({ host: address.address, port: address.port });
      });
    });
  }

  /** Who may ask, from now on. */
  allow(access: AdminAccess): void {
    this.#access = access;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const answer = await this.#answerTo(request).catch(
      (error: unknown): Answer => ({ status: 500, type: PLAIN, body: `${String(error)}\n` }),
    );
    response.writeHead(answer.status, {
      'content-type': answer.type,
      'content-length': Buffer.byteLength(answer.body),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(answer.status === 401 && { 'www-authenticate': 'Bearer realm="banyan"' }),
      ...(answer.status === 405 && { allow: 'GET, HEAD' }),
    });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }

  async #answerTo(request: IncomingMessage): Promise<Answer> {
    const path = (request.url ?? '').replace(/\?.*$/s, '');
    const isProbe = path === '/healthz' || path === '/readyz';
    const { host, origin, authorization } = request.headers;
    const refusal = refusalOf(
      {
        method: request.method ?? '',
        host,
        origin,
        authorization,
        fetchSite: field(request, 'sec-fetch-site'),
      },
      this.#access,
      isProbe,
    );
    if (refusal !== undefined) return plain(refusal.status, refusal.reason);
    switch (path) {
      case '/healthz':
        return plain(200, 'ok');
      case '/readyz':
        return this.#source.isReady() ? plain(200, 'ready') : plain(503, 'not ready');
      case '/metrics':
        return { status: 200, type: EXPOSITION_TYPE, body: renderExposition(await this.#source.metrics()) };
      case '/status':
        return json(await this.#source.status());
      default:
        return plain(404, 'try /healthz, /readyz, /metrics or /status');
    }
  }
}

function field({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function plain(status: number, text: string): Answer {
  return { status, type: PLAIN, body: `${text}\n` };
}

function json(document: object): Answer {
  return { status: 200, type: 'application/json', body: `${JSON.stringify(document, null, 2)}\n` };
}
