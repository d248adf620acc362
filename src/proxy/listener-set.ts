import { ClientListener, type ListenerHost } from './client-listener.ts';
import type { ListenAddress, Listener } from './snapshot.ts';

/** Listeners that are bound already, but not yet in the place of those in force. */
export interface PreparedListeners {
  commit(): void;
  discard(): Promise<void>;
}

interface Bound {
  readonly listener: ClientListener;
  readonly address: ListenAddress;
}

/** The addresses that a proxy listens on, and what a new configuration makes of them. */
export class ListenerSet {
  readonly #configured: readonly Listener[];
  readonly #host: ListenerHost;
  /** By the address as configured: port 0 stays what it became. */
  #bound = new Map<string, Bound>();

  constructor(configured: readonly Listener[], host: ListenerHost) {
    this.#configured = configured;
    this.#host = host;
  }

  get addresses(): readonly ListenAddress[] {
    return [...this.#bound.values()].map(({ address }) => address);
  }

  /** Resolves once connections are accepted; rejects if an address cannot be bound, and then listens on none. */
  async listen(): Promise<void> {
    (await this.prepare(this.#configured)).commit();
  }

  /** Binds what is new, and rejects if that is not possible; then nothing has changed. */
  async prepare(wanted: readonly Listener[]): Promise<PreparedListeners> {
    const keyed = keyedByAddress(wanted);
    const added = [...keyed].filter(([key]) => !this.#bound.has(key));
    const fresh = new Map(added.map(([key, listener]) => [key, new ClientListener(listener, this.#host)]));
    const results = await Promise.allSettled(
      [...fresh].map(async ([key, listener]) => ({ key, listener, address: await listener.listen() })),
    );
    const discard = async (): Promise<void> => {
      await Promise.all([...fresh.values()].map((listener) => listener.close()));
    };
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) {
      await discard();
      throw failed.reason;
    }
    const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    return { commit: () => this.#replace(keyed, new Map(opened.map((one) => [one.key, one]))), discard };
  }

  /** Certificates are replaced; addresses stay. */
  swap(wanted: readonly Listener[]): void {
    for (const [key, listener] of keyedByAddress(wanted)) this.#bound.get(key)?.listener.swap(listener);
  }

  /** Resolves once nothing is accepted any more and every connection is closed. */
  async close(): Promise<void> {
    await Promise.all([...this.#bound.values()].map(({ listener }) => listener.close()));
  }

  /** What is no longer wanted accepts nothing more; its connections go on. */
  #replace(wanted: ReadonlyMap<string, Listener>, opened: ReadonlyMap<string, Bound>): void {
    const next = new Map<string, Bound>();
    for (const [key, listener] of wanted) {
      const bound = opened.get(key) ?? this.#bound.get(key);
      if (bound === undefined) continue;
      next.set(key, bound);
      bound.listener.swap(listener);
    }
    for (const [key, { listener }] of this.#bound) if (!next.has(key)) void listener.close();
    this.#bound = next;
  }
}

/** Two listeners on any free port are two addresses. */
function keyedByAddress(listeners: readonly Listener[]): Map<string, Listener> {
  const keyed = new Map<string, Listener>();
  for (const listener of listeners) {
    let key = `${listener.host} ${listener.port}`;
    while (keyed.has(key)) key += ' again';
    keyed.set(key, listener);
  }
  return keyed;
}
