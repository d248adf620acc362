import type { Clock } from '../clock.ts';
import type { Deadlines, Watched } from '../deadlines.ts';
import type { FlushState } from '../exchange.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import type { Cluster, Destination } from '../snapshot.ts';
import { IdleTolerance } from './idle-tolerance.ts';
import type { AttemptOwner, SocketAttempt } from './socket-attempt.ts';
import { UpstreamConnection, type ConnectionUser } from './upstream-connection.ts';

/** How much earlier than the backend announced we stop using a connection. */
const HINT_MARGIN_MS = 1000;
const MAX_WAITING = 1024;
/** So many polls are counted after the last request that needed proof. */
const POLLS_COUNTED = 64;

/**
 * The connections to one destination: kept alive, the last one used is the first one used again, at most `maxSockets`.
 *
 * A connection that its backend has just closed looks alive until its end has been read. An attempt that may be repeated takes any; one that may not
 * (`proven`) takes one that `IdleTolerance` trusts, and only after the event loop has polled, since the connection became idle, without hearing of its end.
 */
export class ConnectionPool implements AttemptOwner, Watched {
  readonly deadlines: Deadlines;
  readonly limits: HeadLimits;
  deadlineMs = Infinity;
  readonly #cluster: Cluster;
  readonly #destination: Destination;
  readonly #clock: Clock;
  readonly #idle: UpstreamConnection[] = [];
  readonly #open = new Set<UpstreamConnection>();
  readonly #waiting: { attempt: SocketAttempt; deadlineMs: number }[] = [];
  /** Attempts that wait for their body before they take a connection. */
  readonly #incomplete = new Set<SocketAttempt>();
  /** Attempts that will have a proven connection once what the event loop polled has been heard: each has a claim on one of the idle ones. */
  #claims: SocketAttempt[] = [];
  /** Polls are counted while requests come that need proof. */
  #polls = 0;
  #isPollAwaited = false;
  #lastClaimPoll = -POLLS_COUNTED;
  readonly #tolerance = new IdleTolerance();
  #isRetired = false;

  constructor(
    cluster: Cluster,
    destination: Destination,
    limits: HeadLimits,
    deadlines: Deadlines,
    clock: Clock,
  ) {
    this.#cluster = cluster;
    this.#destination = destination;
    this.limits = limits;
    this.deadlines = deadlines;
    this.#clock = clock;
    deadlines.watch(this);
  }

  get clusterName(): string {
    return this.#cluster.name;
  }

  /** Connections that carry an attempt, those that are kept for the next one, and attempts that wait for one. */
  get usage(): { readonly busy: number; readonly idle: number; readonly waiting: number } {
    const waiting = this.#waiting.length + this.#incomplete.size;
    return { busy: this.#open.size - this.#idle.length, idle: this.#idle.length, waiting };
  }

  /** Starts the attempt on a connection: at once, when one is free, or, while they are scarce, when its body has arrived. */
  acquire(attempt: SocketAttempt): void {
    const { body, mayWaitForBody } = attempt.request;
    if (body.isComplete || !mayWaitForBody || !this.#isScarce) return this.#serve(attempt);
    this.#incomplete.add(attempt);
    body.onceHeld(() => {
      if (this.#incomplete.delete(attempt)) this.#serve(attempt);
    });
  }

  forget(attempt: SocketAttempt): void {
    this.#incomplete.delete(attempt);
  }

  giveBack(connection: UpstreamConnection, keepAliveMs: number | undefined): void {
    if (this.#isRetired) return this.discard(connection);
    const hintMs =
      keepAliveMs === undefined ? Infinity : Math.max(keepAliveMs - HINT_MARGIN_MS, keepAliveMs / 2);
    const idleMs = Math.min(this.#cluster.pool.idleTimeoutMs, hintMs);
    connection.idleSinceMs = this.#clock.monotonicMs();
    connection.idleSincePoll = this.#polls;
    connection.deadlineMs = this.deadlines.after(idleMs);
    connection.use(new IdleUse(this, connection));
    this.#idle.push(connection);
    if (this.#polls - this.#lastClaimPoll < POLLS_COUNTED) this.#awaitPoll();
    const next = this.#nextWaiting();
    if (next !== undefined) this.#serve(next);
    this.#serveIncomplete();
  }

  discard(connection: UpstreamConnection): void {
    if (!this.#remove(connection)) return;
    if (this.#isRetired && this.#open.size === 0) this.deadlines.unwatch(this);
    const next = this.#nextWaiting();
    if (next !== undefined) this.#openFor(next);
    this.#serveIncomplete();
  }

  /** An idle connection ended, sent something unasked, or grew old. `wasPeer`: the backend closed it without a word. */
  dropIdle(connection: UpstreamConnection, wasPeer: boolean): void {
    const index = this.#idle.indexOf(connection);
    if (index >= 0) this.#idle.splice(index, 1);
    const nowMs = this.#clock.monotonicMs();
    if (wasPeer) this.#tolerance.closed(nowMs - connection.idleSinceMs, nowMs);
    this.discard(connection);
  }

  /** Keeps nothing for later; attempts in flight finish. */
  retire(): void {
    this.#isRetired = true;
    for (const connection of this.#idle.splice(0)) this.dropIdle(connection, false);
    if (this.#open.size === 0) this.deadlines.unwatch(this);
  }

  close(): void {
    this.#isRetired = true;
    this.deadlines.unwatch(this);
    for (const connection of this.#open) connection.destroy();
  }

  /** The next deadline of an attempt that waits for a connection. */
  onDeadline(): void {
    const nowMs = this.#clock.monotonicMs();
    while (this.#waiting[0] !== undefined && this.#waiting[0].deadlineMs <= nowMs) {
      this.#waiting.shift()?.attempt.refuse();
    }
    this.deadlineMs = this.#waiting[0]?.deadlineMs ?? Infinity;
  }

  /** Half of the connections are in use: the rest is for requests that are complete, so that slow senders cannot take them all. */
  get #isScarce(): boolean {
    return (this.#open.size - this.#idle.length + this.#claims.length) * 2 >= this.#cluster.pool.maxSockets;
  }

  #serveIncomplete(): void {
    if (this.#incomplete.size === 0 || this.#isScarce) return;
    for (const attempt of this.#incomplete) {
      this.#incomplete.delete(attempt);
      this.#serve(attempt);
      return;
    }
  }

  #serve(attempt: SocketAttempt): void {
    const { connections } = attempt.request;
    const isFree = connections !== 'fresh' && this.#idle.length > this.#claims.length;
    if (isFree && connections === 'proven') return this.#claim(attempt);
    const connection = isFree ? this.#idle.pop() : undefined;
    if (connection === undefined) this.#openFor(attempt);
    else attempt.start(connection);
  }

  #claim(attempt: SocketAttempt): void {
    const nowMs = this.#clock.monotonicMs();
    this.#tolerance.survived(nowMs - (this.#idle[0]?.idleSinceMs ?? nowMs));
    const youngest = this.#idle.at(-1);
    if (youngest === undefined || !this.#isTrusted(youngest, nowMs)) return this.#openFor(attempt);
    this.#claims.push(attempt);
    this.#awaitPoll();
  }

  #isTrusted(connection: UpstreamConnection, nowMs: number): boolean {
    return this.#tolerance.trusts(nowMs - connection.idleSinceMs, nowMs);
  }

  #awaitPoll(): void {
    if (this.#isPollAwaited) return;
    this.#isPollAwaited = true;
    setImmediate(this.#onPolled);
  }

  /** Immediates run when all that the last poll brought has been heard: what became idle before that poll and is still here was alive at that time. */
  readonly #onPolled = (): void => {
    this.#isPollAwaited = false;
    const poll = this.#polls++;
    if (this.#claims.length === 0) return;
    this.#lastClaimPoll = poll;
    const claims = this.#claims;
    this.#claims = [];
    const nowMs = this.#clock.monotonicMs();
    for (const attempt of claims) {
      if (attempt.isOver) continue;
      const proven = this.#idle.findLastIndex(({ idleSincePoll }) => idleSincePoll < poll);
      const connection = this.#idle[proven];
      if (connection !== undefined && this.#isTrusted(connection, nowMs)) {
        this.#idle.splice(proven, 1);
        attempt.start(connection);
      } else if (this.#claims.length < this.#idle.length - 1 - proven) {
        this.#claims.push(attempt);
      } else {
        this.#openFor(attempt);
      }
    }
    if (this.#claims.length > 0) this.#awaitPoll();
  };

  #openFor(attempt: SocketAttempt): void {
    if (this.#open.size >= this.#cluster.pool.maxSockets && this.#idle.length > this.#claims.length) {
      const oldest = this.#idle.shift();
      if (oldest !== undefined) this.#remove(oldest);
    }
    if (this.#open.size < this.#cluster.pool.maxSockets) {
      const connection = new UpstreamConnection(this.#destination, attempt, this.deadlines);
      this.#open.add(connection);
      attempt.start(connection);
    } else if (this.#waiting.length >= MAX_WAITING) {
      process.nextTick(() => attempt.refuse());
    } else {
      const deadlineMs = this.deadlines.after(this.#cluster.timeouts.connectMs);
      this.#waiting.push({ attempt, deadlineMs });
      this.deadlineMs = Math.min(this.deadlineMs, deadlineMs);
    }
  }

  /** Closes the connection; false if that was done before. */
  #remove(connection: UpstreamConnection): boolean {
    connection.use(GONE);
    connection.destroy();
    return this.#open.delete(connection);
  }

  #nextWaiting(): SocketAttempt | undefined {
    for (;;) {
      const next = this.#waiting.shift();
      if (next === undefined || !next.attempt.isOver) return next?.attempt;
    }
  }
}

/** A connection without an attempt: whatever happens on it ends it. */
class IdleUse implements ConnectionUser {
  readonly #pool: ConnectionPool;
  readonly #connection: UpstreamConnection;

  constructor(pool: ConnectionPool, connection: UpstreamConnection) {
    this.#pool = pool;
    this.#connection = connection;
  }

  onConnected(): void {}

  /** Nobody asked: an answer to nobody, or to a request that was smuggled in. */
  onBytes(): FlushState {
    this.#pool.dropIdle(this.#connection, false);
    return 'sent';
  }

  onDrained(): void {}

  mayBeAnswered(): boolean {
    return false;
  }

  onEndOfInput(): void {
    this.#pool.dropIdle(this.#connection, true);
  }

  onLost(): void {
    this.#pool.dropIdle(this.#connection, true);
  }

  onDeadline(): void {
    this.#pool.dropIdle(this.#connection, false);
  }
}

const GONE: ConnectionUser = {
  onConnected: () => {},
  onBytes: () => 'sent',
  onDrained: () => {},
  mayBeAnswered: () => false,
  onEndOfInput: () => {},
  onLost: () => {},
  onDeadline: () => {},
};
