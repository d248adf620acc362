import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onCore, type Peer } from './peers.ts';

/** Short, so that what else the machine does spoils a few slots and not all. */
const SLOT_S = 0.5;
const CONNECTIONS = 64;
/** Compiling goes on for a while, of what opens and closes connections, too. */
const WARM_UP_SLOTS = 20;

interface Latencies {
  readonly requests: number;
  readonly failures: number;
  readonly p50Us: number;
  readonly p99Us: number;
}

const compiler = process.env['CC'] ?? 'cc';
export const canCompile = spawnSync(compiler, ['--version']).status === 0;

/** A client that asks at a fixed rate, `open-loop.c`, compiled into a folder. */
export class OpenLoop {
  readonly #program: string;
  readonly #request: string;
  readonly #rate: number;

  /** `rate`: requests per second. Throws where the program cannot be compiled. */
  constructor(folder: string, request: Buffer, rate: number) {
    this.#program = join(folder, 'open-loop');
    this.#request = join(folder, 'request.txt');
    this.#rate = rate;
    writeFileSync(this.#request, request);
    const source = fileURLToPath(new URL('./open-loop.c', import.meta.url));
    const { status, stderr } = spawnSync(compiler, ['-O2', '-o', this.#program, source, '-lm']);
    if (status !== 0) throw new Error(`open-loop.c was not compiled: ${stderr.toString()}`);
  }

  async ask(port: number, seconds: number): Promise<Latencies> {
    const numbers = [port, this.#rate, seconds, CONNECTIONS].map(String);
    const [program = '', ...argv] = onCore(1, [this.#program, ...numbers, this.#request]);
    const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    const result = JSON.parse(await text(child.stdout)) as Latencies;
    if (result.failures > 0) throw new Error(`${result.failures} of ${result.requests} requests failed`);
    return result;
  }
}

/** A row for the backend and for each proxy before it, slot by slot in turns: what a proxy adds is taken between neighbouring slots. */
export async function addedLatency(
  client: OpenLoop,
  backend: Peer,
  proxies: readonly Peer[],
  rounds: number,
): Promise<string[][]> {
  for (let slot = 0; slot < WARM_UP_SLOTS; slot++) {
    for (const { port } of [backend, ...proxies]) await client.ask(port, SLOT_S);
  }
  const direct: Latencies[] = [];
  const through = proxies.map((): Latencies[] => []);
  for (let round = 0; round < rounds; round++) {
    direct.push(await client.ask(backend.port, SLOT_S));
    for (const [index, { port }] of proxies.entries()) through[index]?.push(await client.ask(port, SLOT_S));
  }
  return [
    [
      'the backend alone',
      spread(direct.map(({ p50Us }) => p50Us)),
      spread(direct.map(({ p99Us }) => p99Us)),
      '',
      '',
      '',
    ],
    ...proxies.map(({ name }, index) => rowOf(name, through[index] ?? [], direct)),
  ];
}

function rowOf(name: string, slots: readonly Latencies[], direct: readonly Latencies[]): string[] {
  const added = (pick: (each: Latencies) => number): number[] =>
    slots.map((each, round) => pick(each) - pick(direct[round] ?? each));
  const added99 = added(({ p99Us }) => p99Us);
  const calmest = [...added99].sort((a, b) => a - b).slice(0, Math.ceil(added99.length / 4));
  return [
    name,
    spread(slots.map(({ p50Us }) => p50Us)),
    spread(slots.map(({ p99Us }) => p99Us)),
    spread(added(({ p50Us }) => p50Us)),
    spread(added99),
    `up to ${milliseconds(calmest.at(-1))}`,
  ];
}

/** Median and middle half, in milliseconds. */
function spread(micros: readonly number[]): string {
  const sorted = [...micros].sort((a, b) => a - b);
  const at = (share: number) => milliseconds(sorted[Math.floor((sorted.length - 1) * share)]);
  return `${at(0.5)} (${at(0.25)}–${at(0.75)})`;
}

function milliseconds(micros: number | undefined): string {
  return micros === undefined ? '-' : (micros / 1000).toFixed(2);
}
