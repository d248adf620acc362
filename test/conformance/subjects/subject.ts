/** Where the backends listen. */
export interface BackendPorts {
  readonly monolith: number;
  readonly service: number;
  /** Nobody listens there. */
  readonly gone: number;
}

export interface RunningSubject {
  readonly port: number;
  /** Where HTTP/2 is spoken with prior knowledge; absent where it is not. */
  readonly http2Port?: number;
  stop(): Promise<void>;
}

/**
 * A proxy under test, set up as its documentation recommends for an edge.
 *
 * `/api/orders` and below go to the service alone, `/safe/…` to the service with the monolith as fallback where the product
 * has one, `/gone/…` to a closed port with the monolith as fallback, `/lost/…` to a closed port alone, everything else to the
 * monolith. Host is kept, X-Forwarded-* replaced. Backends have 1 s to answer and between two bytes, 500 ms to connect.
 */
export interface Subject {
  readonly name: string;
  /** Null when the program is not installed. */
  readonly version: () => string | null;
  readonly start: (backends: BackendPorts) => Promise<RunningSubject>;
}
