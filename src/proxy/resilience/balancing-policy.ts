/** How the destinations of a cluster share its requests. */
export interface BalancingPolicy {
  readonly kind: 'power-of-two' | 'round-robin' | 'least-requests' | 'consistent-hash';
  /** What the hash is made of: the path, or else the first of `by` that a request has, or else the client's address. */
  readonly isByPath: boolean;
  readonly by: readonly ({ readonly header: string } | { readonly cookie: string })[];
  /** A destination with more than this share of the average load, 100 percent or more, passes requests on to the next one of the hash. */
  readonly maxLoadPercent: number;
}
