/**
 * The compiled, immutable form of a proxy configuration: what the hot path reads.
 *
 * A reload compiles a new snapshot and swaps one reference; exchanges in flight keep the snapshot that they started with.
 */
export interface Snapshot {
  readonly listen: ListenAddress;
  /** By name; `monolith` is always present. */
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly limits: MessageLimits;
  /** The route that answers a canonical path, or undefined: then the monolith answers, whatever the path. */
  match(method: string, host: string, path: string): RouteMatch | undefined;
}

export interface ListenAddress {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
}

export interface RouteMatch {
  readonly routeSet: RouteSet;
  /** The path template that matched, e.g. `/api/orders/:id`: a bounded label, never the client's bytes. */
  readonly template: string;
  readonly idempotency: Idempotency;
}

/** `safe`: never writes. `idempotent`: running it twice, on two systems, has the effect of running it once. `none`: no such promise. */
export type Idempotency = 'safe' | 'idempotent' | 'none';

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
  readonly timeouts: ClusterTimeouts;
  readonly pool: { readonly maxSockets: number; readonly idleTimeoutMs: number };
}

export interface Destination {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
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
