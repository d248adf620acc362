import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type LoadCase, requestOf } from './request.ts';

export interface LoadResult {
  readonly requests: number;
  readonly failures: number;
}

export type LoadOrder =
  | {
      readonly order: 'connect';
      readonly port: number;
      readonly load: LoadCase;
      /** Each connection asks once. */
      readonly asksOnce?: boolean;
    }
  | { readonly order: 'run'; readonly ms: number; readonly leastRequests?: number }
  | { readonly order: 'close' };

/** A connection that has one request under way at most. Answers are read into one buffer and not kept. */
class Asker {
  isOpen = true;
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #onAnswer: (asker: Asker, isGood: boolean) => void;
  #missing = -1;
  #isAsking = false;

  constructor(
    port: number,
    load: LoadCase,
    request: Buffer,
    onAnswer: (asker: Asker, isGood: boolean) => void,
  ) {
    this.#request = request;
    this.#onAnswer = onAnswer;
    const onread = {
      buffer,
      callback: (length: number) => {
        this.#read(buffer.subarray(0, length));
        return true;
      },
    };
    const options = { port, host: '127.0.0.1', noDelay: true, onread };
    this.#socket =
      load.tls === true ? connectTls({ ...options, rejectUnauthorized: false }) : connectTcp(options);
    this.#socket.on('error', ({ message }) => console.error(message));
    this.#socket.on('end', () => this.#socket.destroy());
    this.#socket.on('close', () => {
      this.isOpen = false;
      if (this.#isAsking) onAnswer(this, false);
    });
  }

  connected(isTls: boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once(isTls ? 'secureConnect' : 'connect', () => resolve());
      this.#socket.once('close', () => resolve());
    });
  }

  ask(): void {
    this.#isAsking = true;
    if (this.isOpen) this.#socket.write(this.#request);
    else setImmediate(() => this.#onAnswer(this, false));
  }

  close(): void {
    this.#isAsking = false;
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    let count = bytes.length;
    let isGood = true;
    if (this.#missing < 0) {
      const end = bytes.indexOf('\r\n\r\n');
      const head = bytes.toString('latin1', 0, end);
      const declared = /^content-length: (\d+)/im.exec(head);
      isGood = head.startsWith('HTTP/1.1 200') && declared !== null;
      this.#missing = Number(declared?.[1] ?? 0);
      count -= end + 4;
    }
    this.#missing -= count;
    if (this.#missing > 0) return;
    this.#missing = -1;
    this.#isAsking = false;
    this.#onAnswer(this, isGood);
  }
}

/** So many connections are opened together. */
const AT_ONCE = 64;
const buffer = Buffer.allocUnsafeSlow(256 * 1024);
let askers: Asker[] = [];
let onAnswer: (asker: Asker, isGood: boolean) => void = () => {};

async function connect(port: number, wanted: LoadCase, asksOnce: boolean): Promise<LoadResult> {
  const request = requestOf(wanted);
  askers = [];
  let failed = 0;
  while (askers.length < wanted.connections) {
    const some = Array.from(
      { length: Math.min(AT_ONCE, wanted.connections - askers.length) },
      () => new Asker(port, wanted, request, (one, isGood) => onAnswer(one, isGood)),
    );
    await Promise.all(some.map((asker) => asker.connected(wanted.tls === true)));
    const all = [...askers, ...some];
    askers = some;
    const { failures } = asksOnce ? await runClosed(0, 0) : { failures: 0 };
    failed += failures;
    askers = all;
  }
  return { requests: askers.length, failures: failed };
}

/** Keeps every connection busy for a while, and until so much was asked, one request at a time on each. */
function runClosed(ms: number, leastRequests: number): Promise<LoadResult> {
  return new Promise((resolve) => {
    let requests = 0;
    let failures = 0;
    let isOver = false;
    let busy = askers.length;
    onAnswer = (asker, isGood) => {
      requests++;
      if (!isGood) failures++;
      if (asker.isOpen && (!isOver || requests < leastRequests)) asker.ask();
      else if (--busy === 0) resolve({ requests, failures });
    };
    for (const asker of askers) asker.ask();
    setTimeout(() => (isOver = true), ms);
  });
}

async function follow(message: LoadOrder): Promise<LoadResult | undefined> {
  switch (message.order) {
    case 'connect':
      return await connect(message.port, message.load, message.asksOnce === true);
    case 'run':
      return await runClosed(message.ms, message.leastRequests ?? 0);
    default:
      for (const asker of askers) asker.close();
      askers = [];
      return undefined;
  }
}

process.on('message', (message: LoadOrder) => {
  void follow(message).then((result) => process.send?.(result ?? {}));
});
process.on('disconnect', () => process.exit());
