import type { Failure, Outcome } from './forward/outcome.ts';
import type { BodyFraming } from './http1/body-framing.ts';
import type { RequestHead } from './http1/request-head.ts';
import type { Cluster, RouteMatch, Snapshot } from './snapshot.ts';
import type { ClientOrigin } from './trust/client-origin.ts';
import type { FieldPolicy } from './trust/field-policy.ts';

/** Who sent a request: the address of the peer and the headers that say so, made once per connection. */
export interface ClientPeer {
  readonly address: string;
  readonly scheme: 'http' | 'https';
  /** Header lines about the certificate that the peer showed, each ended by CRLF; empty without one. */
  readonly certificateLines: string;
}

/**
 * Whether bytes handed on are still referenced after a flush: `sent` no; `pending` yes, and more may follow; `full` yes, and no more should follow until
 * the receiver asks to resume.
 */
export type FlushState = 'sent' | 'pending' | 'full';

/** What takes the bytes of a request body. */
export interface BodySink {
  write(bytes: Buffer): void;
  end(): void;
  flush(): FlushState;
}

/** The body of a request: streamed, and kept for another attempt while it is small. */
export interface RequestBody {
  readonly framing: BodyFraming;
  /** Its last byte has arrived from the client. */
  readonly isComplete: boolean;
  /** Another attempt would see every byte. */
  readonly isReplayable: boolean;
  readonly receivedBytes: number;
  /** Gives the sink everything from the first byte on; at most one sink at a time. */
  attach(sink: BodySink): void;
  detach(): void;
  /** Calls back once the body is complete, or as much of it waits as may be kept; at once if that is so. Not after `release`. */
  onceHeld(callback: () => void): void;
  /** The sink can take more. */
  resume(): void;
  /** From now on the client's bytes are a tunnel's, not a body's. */
  becomeTunnel(): void;
  /** The exchange is over: gives back what was kept. */
  release(): void;
}

/** The response to the client: nothing can be taken back once it has started. */
export interface ClientResponse {
  /** The head of a final response has been given. */
  readonly isStarted: boolean;
  readonly sentBytes: number;
  /** A 1xx; dropped where the client cannot read it. */
  interim(status: number, reason: string, lines: string): void;
  /** `lines`: header lines, each ended by CRLF, with Content-Length where there is one, without other framing and connection fields. */
  start(status: number, reason: string, lines: string, framing: BodyFraming): void;
  write(bytes: Buffer): void;
  flush(): FlushState;
  end(trailerLines: string): void;
  /** A whole small response, for refusals and failures. `mayKeepAlive`: the connection can still be trusted; `retryAfterS`: when to come back. */
  problem(status: number, mayKeepAlive: boolean, retryAfterS?: number): void;
  /** Ends the connection so that the client sees that the response is not complete. */
  cut(): void;
}

/** What is busy with an exchange and wants to know of its client. */
export interface ExchangeDriver {
  /** The client took what was pending. */
  resume(): void;
  /** The client left, stalled, or sent garbage. */
  cancel(failure: Failure): void;
}

/** One try of an exchange on one destination. */
export interface Attempt {
  readonly cluster: string;
  /** Empty until one has been chosen: an attempt that was refused before has none. */
  destination: string;
  readonly startedMs: number;
  outcome: Outcome | undefined;
  /** Of the response, if its head arrived. */
  status: number | undefined;
  isReusedSocket: boolean;
  /** 0 is the proof that nothing executed. */
  sentBytes: number;
  /** How long it waited to be let in; within `durationMs`. */
  queuedMs: number;
  durationMs: number;
  /** From its start to the head of its response; undefined without one. */
  firstByteMs: number | undefined;
}

/** Why another side was asked, or was not. */
export interface FallbackNote {
  readonly action: 'fallback' | 'retry' | 'surface' | 'cut';
  readonly proof: string;
  /** The proof allowed it, but the budget did not pay for it, or too little time was left. */
  readonly denied?: 'budget' | 'deadline';
}

interface ExchangeInput {
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly client: ClientPeer;
  /** Undefined where the peer is the client: it is not trusted to speak for another. */
  readonly origin: ClientOrigin | undefined;
  readonly head: RequestHead;
  readonly body: RequestBody;
  readonly response: ClientResponse;
  readonly startedMs: number;
  readonly startedEpochMs: number;
}

/** One client request and its response, with every attempt inside it: what the stages and the access log see. It knows no sockets. */
export class Exchange {
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly client: ClientPeer;
  readonly origin: ClientOrigin | undefined;
  readonly head: RequestHead;
  readonly body: RequestBody;
  readonly response: ClientResponse;
  readonly startedMs: number;
  readonly startedEpochMs: number;

  /** Canonical: what is routed and what is forwarded. Empty until stage 3. */
  path = '';
  query = '';
  host = '';
  /** Other methods that the request names for itself; set in stage 3. */
  overridingMethods: readonly string[] = [];
  /** How often an OPTIONS may be passed on behind us, where it says so; set in stage 3. */
  maxForwards: number | undefined;
  match: RouteMatch | undefined;
  cluster: Cluster | undefined;
  fallback: Cluster | undefined;
  /** The trace that the present attempt continues, as header lines; undefined: what the client sent. */
  traceLines: string | undefined;
  /** Why this side was chosen. */
  why = '';
  driver: ExchangeDriver | undefined;

  readonly attempts: Attempt[] = [];
  readonly notes: FallbackNote[] = [];
  /** Told to the client, or 499 when it had gone; 0 until then. */
  status = 0;
  /** Why the proxy itself refused, as a fixed label. */
  refusal: string | undefined;
  /** The response was cut in mid-body. */
  isCut = false;

  constructor(input: ExchangeInput) {
    this.id = input.id;
    this.snapshot = input.snapshot;
    this.client = input.client;
    this.origin = input.origin;
    this.head = input.head;
    this.body = input.body;
    this.response = input.response;
    this.startedMs = input.startedMs;
    this.startedEpochMs = input.startedEpochMs;
  }

  get method(): string {
    return this.head.method;
  }

  get clientAddress(): string {
    return this.origin === undefined ? this.client.address : this.origin.address;
  }

  /** Which fields end here. */
  get fieldPolicy(): FieldPolicy {
    const { trust } = this.snapshot;
    return this.origin === undefined ? trust.outsideFields : trust.trustedFields;
  }

  /** The values of a header as one, by its lower-case name; undefined for one that is not forwarded. */
  header(lower: string): string | undefined {
    const { fields, connection } = this.head;
    const endsHere = this.fieldPolicy.drops(lower) || connection.named.includes(lower);
    return endsHere ? undefined : fields.joined(lower);
  }
}
