import { createProxy, type ClientTimeouts, type Clock, type Proxy } from '../../../src/proxy/index.ts';
import { compileTrust } from '../../../src/proxy/trust/compile-trust.ts';
import type { ProxyConfig } from '../../../src/config/proxy-schema.ts';
import type { ExchangeTimeouts } from '../../../src/proxy/exchange-timeouts.ts';
import { isSafeMethod } from '../../../src/proxy/routing/safe-method.ts';
import type { ClusterStatus } from '../../../src/proxy/resilience/cluster-status.ts';
import type {
  Cluster,
  DestinationTls,
  Idempotency,
  ListenerTls,
  MessageLimits,
  Snapshot,
} from '../../../src/proxy/snapshot.ts';

export interface ClusterInput {
  readonly ports: readonly number[];
  readonly preserveHost?: boolean;
  readonly protocol?: Cluster['protocol'];
  readonly tls?: DestinationTls;
  readonly timeouts?: Partial<Cluster['timeouts']>;
  readonly pool?: Partial<Cluster['pool']>;
  readonly retry?: Partial<Cluster['retry']>;
  readonly concurrency?: Cluster['concurrency'];
  readonly breaker?: Cluster['breaker'];
  readonly balancing?: Partial<Cluster['balancing']>;
  readonly health?: Partial<Cluster['health']>;
}

export interface ProxyInput {
  /** Of the listener. */
  readonly tls?: ListenerTls;
  readonly http2?: boolean;
  readonly monolith: ClusterInput;
  /** Answers everything below `/new`, and falls back to the monolith. */
  readonly service?: ClusterInput;
  readonly idempotency?: Idempotency;
  readonly hasFallback?: boolean;
  readonly fallbackStatuses?: readonly number[];
  readonly exchangeTimeouts?: ExchangeTimeouts;
  readonly sharesKeys?: boolean;
  readonly limits?: Partial<MessageLimits>;
  readonly clientTimeouts?: Partial<ClientTimeouts>;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Whose word about a client counts, and what they write. */
  readonly trust?: Partial<ProxyConfig['trust']>;
  /** Connections begin with a PROXY header of those who are trusted. */
  readonly proxyProtocol?: boolean;
}

export interface RunningProxy {
  readonly port: number;
  readonly proxy: Proxy;
  /** The access log so far. */
  readonly lines: () => Record<string, unknown>[];
  /** How the clusters fare, the monolith first. */
  readonly clusters: () => readonly ClusterStatus[];
  /** Reloads. */
  swap(input: ProxyInput): void;
  /** Stops without grace; idempotent. */
  stop(): Promise<void>;
}

const routeMatching = {
  caseSensitive: false,
  trailingSlash: 'ignore',
  ambiguousPaths: 'refuse',
  encodedSlashes: 'refuse',
  pathParameters: 'check',
  methodOverride: 'check',
} as const;

export function snapshotOf(input: ProxyInput): Snapshot {
  const monolith = clusterOf('monolith', input.monolith);
  const service = input.service && clusterOf('service', input.service);
  const routeSet = {
    name: 'new',
    phase: 'full' as const,
    cluster: service,
    canaryPercent: 100,
    bucket: { salt: '', by: [] },
    hasFallback: input.hasFallback ?? true,
    fallbackStatuses: input.fallbackStatuses ?? [502, 503, 504],
    timeouts: input.exchangeTimeouts,
    idempotencyKey: { name: 'idempotency-key', isShared: input.sharesKeys ?? false },
  };
  const trust = compileTrust({
    trust: { proxies: [], forwardedBy: 'x-forwarded', identityHeaders: [], ...input.trust },
    routeMatching,
  });
  const announcers = input.proxyProtocol === true ? trust.proxies : undefined;
  return {
    listeners: [{ host: '127.0.0.1', port: 0, tls: input.tls, announcers, http2: input.http2 ?? false }],
    clusters: new Map([monolith, ...(service ? [service] : [])].map((one) => [one.name, one])),
    trust,
    reading: routeMatching,
    limits: {
      maxHeadBytes: 16_384,
      maxHeaderCount: 100,
      replayBytes: 65_536,
      replayTotalBytes: 1_048_576,
      ...input.limits,
    },
    routes: [],
    match: ({ method, path }) => {
      if (!service || !path.startsWith('/new')) return undefined;
      const idempotency = isSafeMethod(method) ? 'safe' : (input.idempotency ?? 'none');
      return { routeSet, template: '/new/*', idempotency, order: 0 };
    },
  };
}

export async function startProxy(input: ProxyInput): Promise<RunningProxy> {
  let log = '';
  const proxy = createProxy({
    snapshot: snapshotOf(input),
    log: (lines) => (log += lines),
    clientTimeouts: { lingerMs: 200, ...input.clientTimeouts },
    ...(input.clock ? { clock: input.clock } : {}),
    ...(input.random ? { random: input.random } : {}),
  });
  const [{ port } = { port: 0 }] = await proxy.start();
  let stopped: Promise<void> | undefined;
  return {
    port,
    proxy,
    clusters: () => proxy.report().status.clusters,
    swap: (next) => proxy.swap(snapshotOf(next)),
    lines: () =>
      log
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    stop: () => (stopped ??= proxy.stop({ graceMs: 0 }).then(() => undefined)),
  };
}

export function clusterOf(name: string, input: ClusterInput): Cluster {
  return {
    name,
    destinations: input.ports.map((port, index) => ({
      name: `${name}-${index}`,
      host: '127.0.0.1',
      port,
      tls: input.tls,
    })),
    preserveHost: input.preserveHost ?? true,
    protocol: input.protocol ?? 'http1',
    timeouts: { connectMs: 1000, firstByteMs: 2000, idleMs: 2000, ...input.timeouts },
    pool: { maxSockets: 64, idleTimeoutMs: 4000, ...input.pool },
    retry: {
      attempts: 1,
      backoffMs: 5,
      maxBackoffMs: 5,
      budgetPercent: 100,
      budgetPerSecond: 100,
      ...input.retry,
    },
    concurrency: input.concurrency,
    breaker: input.breaker,
    balancing: { kind: 'round-robin', isByPath: false, by: [], maxLoadPercent: 125, ...input.balancing },
    health: {
      passive: undefined,
      active: undefined,
      maxEjectedPercent: 50,
      panicPercent: 30,
      ...input.health,
    },
  };
}
