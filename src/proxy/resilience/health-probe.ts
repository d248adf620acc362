import type { Deadlines, Watched } from '../deadlines.ts';
import type { FlushState } from '../exchange.ts';
import { ReplayBudget, ReplayBuffer } from '../fallback/replay-buffer.ts';
import { authorityOf } from '../forward/headers.ts';
import { SocketAttempt, type AttemptOwner } from '../forward/socket-attempt.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest } from '../forward/transport.ts';
import { UpstreamConnection } from '../forward/upstream-connection.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import { SessionPool } from '../http2/session-pool.ts';
import { StreamAttempt } from '../http2/stream-attempt.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import type { Cluster, Destination } from '../snapshot.ts';
import type { ActivePolicy } from './active-health.ts';

const NOBODY = { pauseBody: () => {}, resumeBody: () => {} };

/** One health check: a GET on a connection of its own, which is closed behind it. `onDone` hears once whether it passed. */
export class HealthProbe implements AttemptEvents, AttemptOwner, Watched {
  readonly deadlines: Deadlines;
  readonly limits: HeadLimits;
  deadlineMs: number;
  readonly #policy: ActivePolicy;
  readonly #attempt: AttemptHandle;
  /** Of a cluster that speaks HTTP/2. */
  #sessions: SessionPool | undefined;
  readonly #onDone: (hasPassed: boolean) => void;
  #isDone = false;

  constructor(
    { cluster, destination }: { readonly cluster: Cluster; readonly destination: Destination },
    policy: ActivePolicy,
    { deadlines, limits }: { readonly deadlines: Deadlines; readonly limits: HeadLimits },
    onDone: (hasPassed: boolean) => void,
  ) {
    this.deadlines = deadlines;
    this.limits = limits;
    this.#policy = policy;
    this.#onDone = onDone;
    const body = new ReplayBuffer({ kind: 'none' }, 0, new ReplayBudget(0), NOBODY);
    body.finish();
    const waitMs = policy.timeoutMs;
    const request = {
      cluster: { ...cluster, timeouts: { connectMs: waitMs, firstByteMs: waitMs, idleMs: waitMs } },
      destination,
      method: 'GET',
      target: policy.path,
      lines: `Host: ${authorityOf(destination)}\r\nUser-Agent: banyan-health-check\r\nConnection: close\r\n`,
      body,
      connections: 'fresh',
      mayWaitForBody: false,
    } as const;
    deadlines.watch(this);
    this.deadlineMs = deadlines.after(waitMs);
    this.#attempt = cluster.protocol === 'http2' ? this.#onStream(request) : this.#onSocket(request);
  }

  /** Closes the connection; nobody hears of it. */
  cancel(): void {
    this.#isDone = true;
    this.deadlines.unwatch(this);
    this.#attempt.abort();
    this.#sessions?.close();
  }

  onResponse({ status }: ResponseHead): void {
    this.#done(status >= this.#policy.minStatus && status <= this.#policy.maxStatus);
  }

  onFailure(): void {
    this.#done(false);
  }

  onDeadline(): void {
    this.#done(false);
  }

  onInterim(): void {}

  onBodyBytes(): void {}

  onFlush(): FlushState {
    return 'sent';
  }

  onEnd(): void {}

  giveBack(connection: UpstreamConnection): void {
    connection.destroy();
  }

  discard(connection: UpstreamConnection): void {
    connection.destroy();
  }

  forget(): void {}

  #onSocket(request: OutboundRequest): AttemptHandle {
    const attempt = new SocketAttempt(request, this, this);
    attempt.start(new UpstreamConnection(request.destination, attempt, this.deadlines));
    return attempt;
  }

  #onStream(request: OutboundRequest): AttemptHandle {
    this.#sessions = new SessionPool(request.cluster, request.destination, this.limits, this.deadlines);
    return new StreamAttempt(request, this, this.#sessions);
  }

  #done(hasPassed: boolean): void {
    if (this.#isDone) return;
    this.cancel();
    this.#onDone(hasPassed);
  }
}
