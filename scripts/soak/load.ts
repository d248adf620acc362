import { faults, type Ledger } from '../../test/support/proxy/fault-backend.ts';
import { rawClient, type RawClient } from '../../test/support/proxy/raw-client.ts';

/** What became of all exchanges so far. */
export interface Tally {
  safe: number;
  lostSafe: number;
  writes: number;
  /** Writes that were told an error: they may have executed, so nobody else was asked. */
  surfacedWrites: number;
  doubledWrites: number;
  /** Answers of 200 to what was never executed, or with the body of another exchange. */
  wrongAnswers: number;
  /** The first few losses, in words. */
  readonly examples: string[];
}

/** A connection collects what it receives: now and then a new one. */
const EXCHANGES_PER_CONNECTION = 200;
/** Within an answer that is held for a quarter of a second at most, an endless silence is a cut by design. */
const DRAWN = Object.keys(faults).filter((name) => name !== 'executes and hangs within the answer');
const METHODS = ['GET', 'GET', 'GET', 'HEAD', 'POST', 'POST', 'PUT', 'DELETE'];
const BODIES = ['', 'x', 'y'.repeat(3000)];

export interface LoadOptions {
  readonly port: number;
  readonly ledger: Ledger;
  readonly random: () => number;
  /** Share of first attempts that meet a fault, 0 to 1. */
  readonly faultRate: number;
  /** Between two exchanges of one lane. */
  readonly pauseMs: number;
  readonly isOver: () => boolean;
}

/** Sends one exchange after the other until it is over. `lane` keeps the ids of lanes apart. */
export async function runLane(lane: number, options: LoadOptions, tally: Tally): Promise<void> {
  let client: RawClient | undefined;
  for (let count = 0; !options.isOver(); count++) {
    if (count % EXCHANGES_PER_CONNECTION === 0) {
      client?.socket.destroy();
      client = undefined;
    }
    client = await exchange(`${lane}-${count}`, client, options, tally);
    await new Promise((resolve) => {
      setTimeout(resolve, options.pauseMs);
    });
  }
  client?.socket.destroy();
}

async function exchange(
  id: string,
  kept: RawClient | undefined,
  { port, ledger, random, faultRate }: LoadOptions,
  tally: Tally,
): Promise<RawClient | undefined> {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const method = pick(METHODS);
  const body = pick(BODIES);
  const fault = random() < faultRate ? pick(DRAWN) : 'answers';
  const client = kept ?? rawClient(port);
  client.send(
    `${method} /api/${id} HTTP/1.1\r\nHost: soak\r\nX-Operation: ${id}\r\nX-Faults: ${fault}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const response = await client.response(method === 'HEAD').catch(() => undefined);
  const executions = ledger.executed(id);
  ledger.forget(id);
  const isRight =
    response?.status === 200 && executions > 0 && (method === 'HEAD' || response.body === `done ${id}`);
  if (response?.status === 200 && !isRight) tally.wrongAnswers++;
  if (method === 'GET' || method === 'HEAD') {
    tally.safe++;
    if (!isRight) lost(tally, `${method} met "${fault}": ${response?.statusLine ?? 'cut'}`);
  } else {
    tally.writes++;
    if (!isRight) tally.surfacedWrites++;
    if (executions > 1) tally.doubledWrites++;
  }
  const isOver = response === undefined || response.headers['connection'] === 'close';
  if (isOver) client.socket.destroy();
  return isOver ? undefined : client;
}

function lost(tally: Tally, what: string): void {
  tally.lostSafe++;
  if (tally.examples.length < 10) tally.examples.push(what);
}
