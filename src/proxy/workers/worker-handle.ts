import { setTimeout as wait } from 'node:timers/promises';
import type { ProxyReport } from '../observe/proxy-status.ts';
import type { Drained } from '../server.ts';
import type { ListenAddress } from '../snapshot.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** A process that a worker runs in; what `node:cluster` gives fits. */
export interface WorkerProcess<Setup> {
  readonly pid: number;
  send(message: ToWorker<Setup>): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, with the reason: `code 1`, `SIGKILL`. */
  onExit(listener: (reason: string) => void): void;
  /** It is given no further connection; one that is on its way still arrives. */
  acceptNoMore(): void;
  /** Ends it at once. */
  kill(): void;
}

export type WorkerState = 'starting' | 'serving' | 'stopping' | 'gone';

interface Settled<T> {
  resolve(value: T): void;
  reject(reason: Error): void;
}

/** One worker as its primary sees it: questions that are answered, or end with it. */
export class WorkerHandle<Setup> {
  readonly number: number;
  /** Resolves once it accepts connections; rejects if it cannot, or ends before. */
  readonly listening: Promise<readonly ListenAddress[]>;
  /** Resolves with the reason. */
  readonly gone: Promise<string>;
  state: WorkerState = 'starting';
  /** Of the configuration that it has in force. */
  generation: number;
  lastReport: ProxyReport | undefined;
  /** When it last said anything; monotonic. */
  heardMs = performance.now();
  readonly #child: WorkerProcess<Setup>;
  readonly #questions = new Map<string, Settled<FromWorker>>();
  readonly #onLog: (lines: string) => void;
  #reportCount = 0;

  constructor(
    number: number,
    child: WorkerProcess<Setup>,
    first: { readonly generation: number; readonly setup: Setup },
    onLog: (lines: string) => void,
  ) {
    this.number = number;
    this.#child = child;
    this.generation = first.generation;
    this.#onLog = onLog;
    this.gone = new Promise((resolve) => {
      child.onExit((reason) => {
        this.state = 'gone';
        for (const question of this.#questions.values())
          question.reject(new Error(`the worker ended: ${reason}`));
        this.#questions.clear();
        resolve(reason);
      });
    });
    child.onMessage((message) => this.#hear(message));
    this.listening = this.#start(first);
    this.listening.catch(() => undefined);
  }

  get pid(): number {
    return this.#child.pid;
  }

  async prepare(generation: number, setup: Setup): Promise<void> {
    const answer = await this.#ask(`prepare ${generation}`, { kind: 'prepare', generation, setup });
    if (answer.kind === 'refused') throw new Error(answer.reason);
  }

  /** What it has prepared is not wanted. */
  discard(): void {
    this.#send({ kind: 'discard' });
  }

  commit(generation: number): void {
    this.#send({ kind: 'commit', generation });
    this.generation = generation;
  }

  /** The worker's own report; the last one if it does not answer within `timeoutMs`. */
  async report(timeoutMs: number): Promise<ProxyReport | undefined> {
    if (this.state !== 'serving' && this.state !== 'stopping') return undefined;
    const id = ++this.#reportCount;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, undefined);
    });
    const answer = await Promise.race([
      this.#ask(`report ${id}`, { kind: 'report', id }).catch(() => undefined),
      late,
    ]);
    clearTimeout(timer);
    this.#questions.delete(`report ${id}`);
    if (answer?.kind === 'report') this.lastReport = answer.report;
    return this.lastReport;
  }

  /** For `delayMs` it still accepts, but sends clients away. Resolves once it has ended; with undefined if it ended without a word. */
  async stop({ delayMs, graceMs }: { delayMs: number; graceMs: number }): Promise<Drained | undefined> {
    const isServing = this.state === 'serving';
    if (this.state === 'gone') return undefined;
    this.state = 'stopping';
    if (!isServing) this.kill();
    if (delayMs > 0) {
      this.#send({ kind: 'turn-away' });
      await Promise.race([wait(delayMs), this.gone]);
    }
    this.#child.acceptNoMore();
    const answer = await this.#ask('stop', { kind: 'stop', graceMs }).catch(() => undefined);
    if (answer?.kind !== 'stopped') return undefined;
    this.lastReport = answer.report;
    this.kill();
    await this.gone;
    return answer.drained;
  }

  /** Ends it at once. */
  kill(): void {
    this.#child.kill();
  }

  reopenLog(): void {
    this.#send({ kind: 'reopen-log' });
  }

  async #start(first: { generation: number; setup: Setup }): Promise<readonly ListenAddress[]> {
    await this.#expect('loaded');
    const answer = await this.#ask('listen', { kind: 'start', ...first });
    if (answer.kind !== 'listening')
      throw new Error(answer.kind === 'not-listening' ? answer.reason : answer.kind);
    this.state = 'serving';
    return answer.addresses;
  }

  #hear(message: FromWorker): void {
    this.heardMs = performance.now();
    if (message.kind === 'log') this.#onLog(message.lines);
    else {
      const key = keyOf(message);
      const question = this.#questions.get(key);
      this.#questions.delete(key);
      question?.resolve(message);
    }
  }

  #ask(key: string, message: ToWorker<Setup>): Promise<FromWorker> {
    const answer = this.#expect(key);
    this.#send(message);
    return answer;
  }

  #expect(key: string): Promise<FromWorker> {
    return new Promise((resolve, reject) => {
      if (this.state === 'gone') reject(new Error('the worker has ended'));
      else this.#questions.set(key, { resolve, reject });
    });
  }

  #send(message: ToWorker<Setup>): void {
    if (this.state !== 'gone') this.#child.send(message);
  }
}

/** Which question a message answers. */
function keyOf(message: FromWorker): string {
  switch (message.kind) {
    case 'listening':
    case 'not-listening':
      return 'listen';
    case 'prepared':
    case 'refused':
      return `prepare ${message.generation}`;
    case 'report':
      return `report ${message.id}`;
    case 'stopped':
      return 'stop';
    default:
      return message.kind;
  }
}
