import type { Attempt, ClientPeer, Exchange } from '../exchange.ts';

const FLUSH_BYTES = 64 * 1024;
const FLUSH_MS = 100;
const MAX_PATH_LENGTH = 256;
/** What JSON leaves as it is although a terminal or a line reader gives it a meaning. */
const NOT_PLAIN = /[\x7f-\uffff]/g;

/** Takes whole lines, each ended by a line feed. */
export type LogSink = (lines: string) => void;

/**
 * One JSON line per exchange, its attempts nested; lines are collected and written together.
 *
 * Never logged: query, header values, bodies, and the target of a request that was refused. Whatever a client sent is escaped to plain ASCII.
 */
export class AccessLog {
  readonly #sink: LogSink;
  #lines = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(sink: LogSink) {
    this.#sink = sink;
  }

  exchange(exchange: Exchange, durationMs: number): void {
    this.#add(exchangeRecord(exchange, durationMs));
  }

  /** A message that never became an exchange. */
  refused(client: ClientPeer, epochMs: number, status: number, reason: string): void {
    this.#add({ time: new Date(epochMs).toISOString(), client: client.address, status, refused: reason });
  }

  /** Hands over everything collected. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#lines;
    this.#lines = '';
    if (lines !== '') this.#sink(lines);
  }

  #add(record: object): void {
    this.#lines += `${plainJson(record)}\n`;
    if (this.#lines.length >= FLUSH_BYTES) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }
}

function exchangeRecord(exchange: Exchange, durationMs: number): object {
  const { match, head, body, response, path } = exchange;
  const note = exchange.notes.findLast(({ action }) => action !== 'retry');
  return {
    time: new Date(exchange.startedEpochMs).toISOString(),
    id: exchange.id,
    client: exchange.client.address,
    method: head.method,
    path: path.length > MAX_PATH_LENGTH ? `${path.slice(0, MAX_PATH_LENGTH)}...` : path,
    status: exchange.status,
    durationMs: tenths(durationMs),
    receivedBytes: body.receivedBytes,
    sentBytes: response.sentBytes,
    routeSet: match?.routeSet.name,
    template: match?.template,
    side: exchange.cluster?.name,
    why: exchange.why === '' ? undefined : exchange.why,
    refused: exchange.refusal,
    cut: exchange.isCut ? true : undefined,
    fallback: note === undefined ? undefined : { action: note.action, proof: note.proof },
    attempts: exchange.attempts.map(attemptRecord),
  };
}

function attemptRecord(attempt: Attempt): object {
  return {
    cluster: attempt.cluster,
    destination: attempt.destination,
    outcome: attempt.outcome,
    status: attempt.status,
    reused: attempt.isReusedSocket,
    sentBytes: attempt.sentBytes,
    durationMs: tenths(attempt.durationMs),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function plainJson(record: object): string {
  return JSON.stringify(record).replace(
    NOT_PLAIN,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
