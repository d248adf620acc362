import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** What is asked, again and again. `rate`: requests per second, whatever comes back; absent: each connection asks as soon as it is answered. */
export interface LoadCase {
  readonly method: string;
  readonly path: string;
  readonly bodyBytes: number;
  readonly connections: number;
  readonly tls?: boolean;
  readonly rate?: number;
  /** What a process has to be asked before its code is compiled. */
  readonly warmUpRequests: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly failures: number;
  /** Milliseconds from when a request was due to the end of its answer; 0 unless a rate was set. */
  readonly p50Ms: number;
  readonly p99Ms: number;
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

/** What a browser sends. */
const HEADERS = [
  'Host: shop.example.com',
  'Connection: keep-alive',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-GB,en;q=0.9,de;q=0.8',
  'Cookie: session=0123456789abcdef0123456789abcdef; theme=dark; consent=yes',
  'Sec-Fetch-Dest: document',
  'Sec-Fetch-Mode: navigate',
  'Sec-Fetch-Site: same-origin',
  'Referer: https://shop.example.com/orders',
].join('\r\n');

function requestOf({ method, path, bodyBytes }: LoadCase): Buffer {
  const length = bodyBytes > 0 ? `\r\nContent-Type: text/plain\r\nContent-Length: ${bodyBytes}` : '';
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${HEADERS}${length}\r\n\r\n${'x'.repeat(bodyBytes)}`);
}

/** A connection that has one request under way at most. Answers are read into one buffer and not kept. */
class Asker {
  dueMs = 0;
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
let load: LoadCase | undefined;
let onAnswer: (asker: Asker, isGood: boolean) => void = () => {};

async function connect(port: number, wanted: LoadCase, asksOnce: boolean): Promise<LoadResult> {
  load = wanted;
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
  return { requests: askers.length, failures: failed, p50Ms: 0, p99Ms: 0 };
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
      else if (--busy === 0) resolve({ requests, failures, p50Ms: 0, p99Ms: 0 });
    };
    for (const asker of askers) asker.ask();
    setTimeout(() => (isOver = true), ms);
  });
}

/** Asks at a fixed rate; a request that finds no free connection waits, and its time runs from when it was due. */
function runOpen(rate: number, ms: number): Promise<LoadResult> {
  return new Promise((resolve) => {
    const free = [...askers];
    const waiting: number[] = [];
    const latencies: number[] = [];
    let failures = 0;
    const startMs = performance.now();
    let due = 0;
    onAnswer = (asker, isGood) => {
      const nowMs = performance.now();
      latencies.push(nowMs - asker.dueMs);
      if (!isGood) failures++;
      const next = waiting.shift();
      if (next === undefined || !asker.isOpen) {
        free.push(asker);
      } else {
        asker.dueMs = next;
        asker.ask();
      }
    };
    const tick = setInterval(() => {
      const nowMs = performance.now();
      for (; due < Math.min((nowMs - startMs) * rate, ms * rate) / 1000; due++) {
        const asker = free.pop();
        if (asker === undefined) {
          waiting.push(nowMs);
        } else {
          asker.dueMs = nowMs;
          asker.ask();
        }
      }
      if (nowMs - startMs < ms || free.length < askers.length) return;
      clearInterval(tick);
      latencies.sort((a, b) => a - b);
      const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
      resolve({ requests: latencies.length, failures, p50Ms: at(0.5), p99Ms: at(0.99) });
    }, 1);
  });
}

async function follow(message: LoadOrder): Promise<LoadResult | undefined> {
  switch (message.order) {
    case 'connect':
      return await connect(message.port, message.load, message.asksOnce === true);
    case 'run':
      if (load?.rate !== undefined) return await runOpen(load.rate, message.ms);
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
