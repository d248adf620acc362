import type { FlushState, RequestBody } from '../exchange.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import type { BodyBytes } from '../http1/chunked-reader.ts';
import type { Fields } from '../http1/fields.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import type { Cluster, Destination, Snapshot } from '../snapshot.ts';
import type { Failure } from './outcome.ts';

/**
 * Which pooled connections an attempt may ride: `any`: it may be repeated if the connection turns out stale; `proven`: it may not, so only one that is
 * certainly alive; `fresh`: none.
 */
export type ConnectionChoice = 'any' | 'proven' | 'fresh';

/** One attempt, as a transport sends it. `lines`: valid header lines, each ended by CRLF, with Host and without the framing of the body. */
export interface OutboundRequest {
  readonly cluster: Cluster;
  readonly destination: Destination;
  readonly method: string;
  readonly target: string;
  readonly lines: string;
  readonly body: RequestBody;
  readonly connections: ConnectionChoice;
  /** While connections are scarce, this one may be given to others until the body has arrived. */
  readonly mayWaitForBody: boolean;
}

/**
 * What becomes of an attempt: any number of interim heads, then a response head, body slices (valid until the next `onFlush` returned `sent`) and an end;
 * or, at any point, one failure and nothing after it.
 */
export interface AttemptEvents extends BodyBytes {
  onInterim(head: ResponseHead): void;
  /** `until-close` framing with status 101 is a tunnel. */
  onResponse(head: ResponseHead, framing: BodyFraming): void;
  onFlush(): FlushState;
  onEnd(trailers: Fields | undefined): void;
  onFailure(failure: Failure): void;
}

/** A running attempt. */
export interface AttemptHandle {
  readonly isReusedSocket: boolean;
  /** Bytes of the request that may have left this machine; 0 is a proof. */
  readonly sentBytes: number;
  /** The receiver of the response can take more. */
  resume(): void;
  /** No idle timeout from now on: a tunnel, or a stream of events. */
  mayBeSilent(): void;
  /** Gives up: no event follows. The destination sees a closed connection. */
  abort(): void;
}

/** Carries attempts to destinations. */
export interface Transport {
  /** Events follow asynchronously, never during the call. */
  send(request: OutboundRequest, events: AttemptEvents): AttemptHandle;
  /** Lets go of connections to destinations that the snapshot does not name; attempts in flight finish. */
  retain(snapshot: Snapshot): void;
  /** Closes every connection at once. */
  close(): void;
}
