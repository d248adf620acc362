import type { PathRule } from '../config/path-rule.ts';
import type { EncodedSlashes, RouteMatching } from '../config/path-segment.ts';
import type { RouteFilters } from './filters/side-filters.ts';
import type { Condition, RouteRequest } from './routing/condition.ts';
import type { ExchangeTimeouts } from './exchange-timeouts.ts';
import type { BalancingPolicy } from './resilience/balancing-policy.ts';
import type { BreakerPolicy } from './resilience/circuit-breaker.ts';
import type { ConcurrencyPolicy } from './resilience/concurrency-limit.ts';
import type { HealthPolicy } from './resilience/health-policy.ts';
import type { RetryPolicy } from './resilience/retry-budget.ts';
import type { AddressSet } from './trust/address-set.ts';
import type { FieldPolicy } from './trust/field-policy.ts';

/**
 * The compiled, immutable form of a proxy configuration: what the hot path reads.
 *
 * A reload compiles a new snapshot and swaps one reference; exchanges in flight keep the snapshot that they started with.
 */
export interface Snapshot {
  /** At least one. */
  readonly listeners: readonly Listener[];
  /** By name; `monolith` is always present. */
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly limits: MessageLimits;
  readonly trust: Trust;
  readonly reading: ReadingPolicy;
  /** The route that answers a request, or undefined: then the monolith answers, whatever it is. */
  match(request: RouteRequest): RouteMatch | undefined;
  /** Every route in the order of the configuration, for explanations; nothing on the hot path reads it. */
  readonly routes: readonly TableRoute[];
}

/** How a request is read that could be read in two ways; what the values mean is in `config/sections/route-matching.ts`. */
export interface ReadingPolicy extends PathPolicy, RouteMatching {
  readonly pathParameters: 'check' | 'text' | 'refuse';
  readonly methodOverride: 'check' | 'follow' | 'strip' | 'refuse';
}

/** What becomes of paths that are not canonical. */
export interface PathPolicy {
  readonly ambiguousPaths: 'refuse' | 'normalise';
  readonly encodedSlashes: EncodedSlashes;
}

/** Whose word about a client counts. */
export interface Trust {
  readonly isAnybodyTrusted: boolean;
  readonly proxies: AddressSet;
  /** What the trusted proxies write. */
  readonly forwardedBy: 'x-forwarded' | 'forwarded';
  /** What `X-Banyan-Explain` must hold; undefined: nobody from outside is told. */
  readonly explainKey: string | undefined;
  /** For requests of anybody else. */
  readonly outsideFields: FieldPolicy;
  readonly trustedFields: FieldPolicy;
}

export interface ListenAddress {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
}

export interface Listener extends ListenAddress {
  /** Undefined: connections are not encrypted. */
  readonly tls: ListenerTls | undefined;
  /** Who begins each connection with a PROXY protocol header: nobody else may connect then. Undefined: connections begin with their clients' bytes. */
  readonly announcers: AddressSet | undefined;
  /** HTTP/2 is spoken beside HTTP/1.1: chosen by ALPN under TLS, else by whoever begins with its preface. */
  readonly http2: boolean;
}

/** Texts in PEM. */
export interface ListenerTls {
  /** At least one; the first is the default. */
  readonly certificates: readonly { readonly certificate: string; readonly key: string }[];
  readonly minimumVersion: '1.2' | '1.3';
  /** Undefined: clients are not asked for a certificate. */
  readonly clients: ClientCertificates | undefined;
}

export interface ClientCertificates {
  readonly mode: 'request' | 'require';
  readonly ca: string;
  /** What the backend is told of the certificate. */
  readonly forward: readonly ('subject' | 'fingerprint' | 'certificate')[];
}

export interface RouteMatch {
  readonly routeSet: RouteSet;
  /** The paths of the route that matched, e.g. `/api/orders/:id` or `/files/**`: a bounded label, never the client's bytes. */
  readonly template: string;
  readonly idempotency: Idempotency;
  /** Undefined where it has none. */
  readonly filters?: RouteFilters | undefined;
  /** Its place in `Snapshot.routes`. */
  readonly order: number;
}

/** A route as the table is built from it; `idempotency` is absent where the method of the request decides. */
export interface TableRoute {
  /** Lower-case names; `*.` at the beginning stands for one label or more. Empty: every host. */
  readonly hosts: readonly string[];
  /** In capitals, or `ANY`. */
  readonly method: string;
  readonly path: PathRule;
  readonly conditions: readonly Condition[];
  readonly match: Omit<RouteMatch, 'template' | 'idempotency' | 'order'> &
    Partial<Pick<RouteMatch, 'idempotency'>>;
}

/**
 * `safe`: never writes. `idempotent`: running it twice, on two systems, has the effect of running it once. `key`: so it is while the request carries its
 * idempotency key. `none`: no such promise.
 */
export type Idempotency = 'safe' | 'idempotent' | 'key' | 'none';

export type Phase = 'monolith' | 'canary' | 'full';

export interface RouteSet {
  readonly name: string;
  readonly phase: Phase;
  /** The extracted service; undefined is possible only in phase `monolith`. */
  readonly cluster: Cluster | undefined;
  /** Share of bucket keys that the service answers in phase `canary`, 0..100. */
  readonly canaryPercent: number;
  readonly bucket: Bucket;
  /** Whether the monolith may answer what the service provably did not execute. */
  readonly hasFallback: boolean;
  /** Statuses of answers after which the monolith is asked, where that does no harm. */
  readonly fallbackStatuses: readonly number[];
  /** Undefined: an exchange may take as long as it likes. */
  readonly timeouts: ExchangeTimeouts | undefined;
  readonly idempotencyKey: IdempotencyKey;
}

/** The field that makes a request with the idempotency `key` one that may be repeated. */
export interface IdempotencyKey {
  /** Lower-case. */
  readonly name: string;
  /** The service and the monolith keep their keys in one store: each key executes once over both. */
  readonly isShared: boolean;
}

/** Where the sticky canary key comes from: the first source that is present wins, the client address is last. */
export interface Bucket {
  readonly salt: string;
  readonly by: readonly BucketSource[];
}

export type BucketSource = { readonly header: string } | { readonly cookie: string };

export interface Cluster {
  readonly name: string;
  readonly destinations: readonly Destination[];
  /** Keep the client's Host (monoliths build absolute URLs from it) or send the destination's authority. */
  readonly preserveHost: boolean;
  readonly protocol: 'http1' | 'http2';
  readonly timeouts: ClusterTimeouts;
  readonly pool: { readonly maxSockets: number; readonly idleTimeoutMs: number };
  readonly retry: RetryPolicy;
  /** Undefined: everything is sent at once. */
  readonly concurrency: ConcurrencyPolicy | undefined;
  /** Undefined: whatever fails is asked again. */
  readonly breaker: BreakerPolicy | undefined;
  readonly balancing: BalancingPolicy;
  readonly health: HealthPolicy;
}

export interface Destination {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls: DestinationTls | undefined;
}

/** TLS to a destination; texts in PEM. */
export interface DestinationTls {
  /** The name that is asked for, and that the certificate must have; undefined for an address, which is then what it must have. */
  readonly serverName: string | undefined;
  /** Undefined: the authorities that Node trusts. */
  readonly ca: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
}

export interface ClusterTimeouts {
  readonly connectMs: number;
  readonly firstByteMs: number;
  /** Longest silence in mid-body, per direction; not applied to upgraded connections. */
  readonly idleMs: number;
}

export interface MessageLimits {
  readonly maxHeadBytes: number;
  readonly maxHeaderCount: number;
  /** Largest request body kept for a possible fallback, per exchange. */
  readonly replayBytes: number;
  /** Sum of all replay buffers of the process. */
  readonly replayTotalBytes: number;
}
