import type { Deadlines, Watched } from '../deadlines.ts';
import type { ConnectionChoice } from '../forward/transport.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import type { Cluster, Destination } from '../snapshot.ts';
import { UpstreamSession, type SessionOwner, type SessionUser } from './upstream-session.ts';

const MAX_WAITING = 1024;

interface Waiting {
  readonly user: SessionUser;
  readonly connections: ConnectionChoice;
}

/** The HTTP/2 sessions to one destination: as few as carry what runs, at most `maxSockets`. */
export class SessionPool implements SessionOwner, Watched {
  readonly deadlines: Deadlines;
  readonly limits: HeadLimits;
  deadlineMs: number;
  readonly #cluster: Cluster;
  readonly #destination: Destination;
  readonly #sessions = new Set<UpstreamSession>();
  readonly #waiting: Waiting[] = [];
  #isRetired = false;

  constructor(cluster: Cluster, destination: Destination, limits: HeadLimits, deadlines: Deadlines) {
    this.#cluster = cluster;
    this.#destination = destination;
    this.limits = limits;
    this.deadlines = deadlines;
    this.deadlineMs = deadlines.after(cluster.pool.idleTimeoutMs);
    deadlines.watch(this);
  }

  get clusterName(): string {
    return this.#cluster.name;
  }

  get usage(): { readonly busy: number; readonly idle: number; readonly waiting: number } {
    const idle = [...this.#sessions].filter(({ runningCount }) => runningCount === 0).length;
    return { busy: this.#sessions.size - idle, idle, waiting: this.#waiting.length };
  }

  /** Calls back with a session, at once where one is free, or with the reason why there is none. */
  acquire(user: SessionUser, connections: ConnectionChoice): void {
    const session = this.#free(connections) ?? this.#open();
    if (session !== undefined) session.give(user, connections === 'proven');
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push({ user, connections });
    else user.onNoSession('connect/target/overloaded');
  }

  forget(user: SessionUser): void {
    const index = this.#waiting.findIndex((each) => each.user === user);
    if (index >= 0) this.#waiting.splice(index, 1);
    for (const session of this.#sessions) session.forget(user);
  }

  changed(session: UpstreamSession): void {
    if (session.isClosing && session.runningCount === 0) this.#sessions.delete(session);
    if (this.#isRetired && this.#sessions.size === 0) this.deadlines.unwatch(this);
    const next = this.#waiting.shift();
    if (next !== undefined) this.acquire(next.user, next.connections);
  }

  /** Keeps nothing for later; attempts in flight finish. */
  retire(): void {
    this.#isRetired = true;
    for (const session of this.#sessions) session.close();
    if (this.#sessions.size === 0) this.deadlines.unwatch(this);
  }

  close(): void {
    this.#isRetired = true;
    this.deadlines.unwatch(this);
    for (const session of this.#sessions) session.destroy();
  }

  /** Sessions that nobody has used for a while are closed. */
  onDeadline(): void {
    const { idleTimeoutMs } = this.#cluster.pool;
    this.deadlineMs = this.deadlines.after(idleTimeoutMs);
    const sinceMs = this.deadlines.nowMs - idleTimeoutMs;
    for (const session of this.#sessions) {
      if (session.isConnected && session.runningCount === 0 && session.idleSinceMs <= sinceMs)
        session.close();
    }
  }

  #free(connections: ConnectionChoice): UpstreamSession | undefined {
    for (const session of this.#sessions) {
      if (session.freeCount > 0 && (connections !== 'fresh' || session.uses === 0)) return session;
    }
    return undefined;
  }

  #open(): UpstreamSession | undefined {
    if (this.#sessions.size >= this.#cluster.pool.maxSockets) return undefined;
    const session = new UpstreamSession(this.#destination, this);
    this.#sessions.add(session);
    return session;
  }
}
