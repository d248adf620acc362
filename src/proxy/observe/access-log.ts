import type { Attempt, ClientPeer, Exchange } from '../exchange.ts';

const FLUSH_BYTES = 64 * 1024;
const FLUSH_MS = 100;
const MAX_PATH_LENGTH = 256;
/** What needs no escape: printable ASCII without quote and backslash. */
const IS_PLAIN = /^[ !#-[\]-~]*$/;
/** What JSON leaves as it is although a terminal or a line reader gives it a meaning. */
const NOT_ASCII = /[\x7f-\uffff]/g;

/** Takes whole lines of ASCII, each ended by a line feed. */
export type LogSink = (lines: string) => void;

/**
 * One JSON line per exchange, its attempts nested, in the shape of pino; lines are collected and written together.
 *
 * Never logged: query, header values, bodies, and the target of a request that was refused. Whatever a client sent is escaped to plain ASCII.
 */
export class AccessLog {
  readonly #sink: LogSink;
  readonly #lines = Buffer.allocUnsafeSlow(FLUSH_BYTES);
  #length = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(sink: LogSink) {
    this.#sink = sink;
  }

  exchange(exchange: Exchange, durationMs: number): void {
    this.#add(exchangeLine(exchange, durationMs));
  }

  /** A message that never became an exchange. */
  refused(client: ClientPeer, epochMs: number, status: number, reason: string): void {
    const who = `{"level":30,"time":"${isoTime(epochMs)}","msg":"refused","client":"${client.address}"`;
    this.#add(`${who},"status":${status},"refused":${quoted(reason)}}\n`);
  }

  /** Hands over everything collected. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#length === 0) return;
    const lines = this.#lines.toString('latin1', 0, this.#length);
    this.#length = 0;
    this.#sink(lines);
  }

  #add(line: string): void {
    if (this.#length + line.length > FLUSH_BYTES) this.flush();
    this.#length += this.#lines.write(line, this.#length, 'latin1');
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }
}

/** Written piece by piece: `JSON.stringify` of a nested record would cost a seventh of all that an exchange costs. */
function exchangeLine(exchange: Exchange, durationMs: number): string {
  const { match, head, body, response } = exchange;
  const note = exchange.notes.findLast(({ action }) => action !== 'retry');
  let line =
    `{"level":${levelOf(exchange)},"time":"${isoTime(exchange.startedEpochMs)}","msg":"exchange","id":"${exchange.id}","client":"${exchange.clientAddress}"` +
    `,"method":"${head.method}","path":${quoted(shortened(exchange.path))},"status":${exchange.status}` +
    `,"durationMs":${tenths(durationMs)},"receivedBytes":${body.receivedBytes},"sentBytes":${response.sentBytes}`;
  if (match !== undefined) {
    line += `,"routeSet":${quoted(match.routeSet.name)},"template":${quoted(match.template)}`;
  }
  if (exchange.cluster !== undefined)
    line += `,"side":${quoted(exchange.cluster.name)},"why":"${exchange.why}"`;
  if (exchange.refusal !== undefined) line += `,"refused":${quoted(exchange.refusal)}`;
  if (exchange.isCut) line += ',"cut":true';
  if (note !== undefined) {
    const denied = note.denied === undefined ? '' : `,"denied":"${note.denied}"`;
    line += `,"fallback":{"action":"${note.action}","proof":${quoted(note.proof)}${denied}}`;
  }
  let separator = ',"attempts":[';
  for (const attempt of exchange.attempts) {
    line += separator + attemptText(attempt);
    separator = ',';
  }
  return exchange.attempts.length === 0 ? `${line}}\n` : `${line}]}\n`;
}

/** As pino numbers them: information, or an error that a person may have to look at. */
function levelOf({ status, isCut }: Exchange): 30 | 50 {
  return status >= 500 || isCut ? 50 : 30;
}

function attemptText(attempt: Attempt): string {
  const status = attempt.status === undefined ? '' : `,"status":${attempt.status}`;
  const queued = attempt.queuedMs === 0 ? '' : `,"queuedMs":${tenths(attempt.queuedMs)}`;
  return (
    `{"cluster":${quoted(attempt.cluster)},"destination":${quoted(attempt.destination)}` +
    `,"outcome":"${attempt.outcome ?? ''}"${status},"reused":${attempt.isReusedSocket}` +
    `,"sentBytes":${attempt.sentBytes}${queued},"durationMs":${tenths(attempt.durationMs)}}`
  );
}

function shortened(path: string): string {
  return path.length > MAX_PATH_LENGTH ? `${path.slice(0, MAX_PATH_LENGTH)}...` : path;
}

/** A JSON string in plain ASCII. */
function quoted(text: string): string {
  return IS_PLAIN.test(text) ? `"${text}"` : escaped(text);
}

function escaped(text: string): string {
  return JSON.stringify(text).replace(
    NOT_ASCII,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** One digit behind the point, without the cost of printing a fraction. */
function tenths(value: number): string {
  const all = Math.round(value * 10);
  return `${Math.trunc(all / 10)}.${all % 10}`;
}

let second = Number.NaN;
let secondText = '';

/** ISO 8601 in UTC; all but the milliseconds is kept for a second. */
function isoTime(epochMs: number): string {
  const whole = Math.floor(epochMs / 1000);
  if (whole !== second) {
    second = whole;
    secondText = new Date(whole * 1000).toISOString().slice(0, -4);
  }
  return `${secondText}${String(Math.trunc(epochMs - whole * 1000)).padStart(3, '0')}Z`;
}
