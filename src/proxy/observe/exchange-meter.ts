import type { Attempt, Exchange } from '../exchange.ts';
import type { RouteMatch } from '../snapshot.ts';
import { LabelledCounter } from './labelled-counter.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import { counter, gauge, histogram, type MetricFamily, type MetricSample } from './metric-family.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'OTHER'];
const OTHER = METHODS.length - 1;
const methodIndexes = new Map(METHODS.map((method, index) => [method, index]));

/** Who gave the last word: nobody behind the proxy, the monolith, or the extracted service. */
const SIDES = ['none', 'monolith', 'service'];

/**
 * `answered`: a backend's response was relayed whole. `failed`: an error of ours in its place. `refused`: no backend was asked. `cut`: the response
 * ended in its middle. `cancelled`: the client left.
 */
const OUTCOMES = ['answered', 'failed', 'refused', 'cut', 'cancelled'];
const [ANSWERED, FAILED, REFUSED, CUT, CANCELLED] = [0, 1, 2, 3, 4];
const CLASSES = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'];
const CELLS_PER_SIDE = OUTCOMES.length * CLASSES.length;

/** The counts of one route, by method. They stay the same object from snapshot to snapshot, so that a reload loses nothing. */
interface RouteRow {
  readonly routeSet: string;
  readonly route: string;
  readonly set: SetRow;
  /** By method, then side, outcome and class. */
  readonly cells: (Float64Array | undefined)[];
}

interface SetRow {
  readonly durations: readonly LatencyHistogram[];
  receivedBytes: number;
  sentBytes: number;
}

interface DestinationRow {
  readonly firstByte: LatencyHistogram;
  readonly outcomes: LabelledCounter;
  sentBytes: number;
}

/**
 * Counts what becomes of exchanges and their attempts. An exchange costs a few look-ups and additions; text is made when somebody asks.
 *
 * Labels are names of the configuration and of closed lists, never bytes of a client.
 */
export class ExchangeMeter {
  inFlight = 0;
  readonly #routes = new Map<string, RouteRow>();
  readonly #sets = new Map<string, SetRow>();
  readonly #byMatch = new WeakMap<RouteMatch, RouteRow>();
  readonly #unrouted = this.#row('', '');
  readonly #destinations = new Map<string, Map<string, DestinationRow>>();
  readonly #decisions = new LabelledCounter(['route_set', 'action', 'proof']);
  readonly #refusals = new LabelledCounter(['status', 'reason']);

  began(): void {
    this.inFlight++;
  }

  finished(exchange: Exchange, durationMs: number): void {
    this.inFlight--;
    const { match, attempts, notes } = exchange;
    const row = match === undefined ? this.#unrouted : (this.#byMatch.get(match) ?? this.#adopt(match));
    const method = methodIndexes.get(exchange.method) ?? OTHER;
    const cells = (row.cells[method] ??= new Float64Array(SIDES.length * CELLS_PER_SIDE));
    const last = attempts.at(-1);
    const side = last === undefined ? 0 : last.cluster === 'monolith' ? 1 : 2;
    const cell =
      side * CELLS_PER_SIDE + outcomeOf(exchange, last) * CLASSES.length + classOf(exchange.status);
    cells[cell] = (cells[cell] ?? 0) + 1;
    // A tunnel lasts as long as its user likes.
    if (exchange.status !== 101) row.set.durations[side]?.observe(durationMs);
    row.set.receivedBytes += exchange.body.receivedBytes;
    row.set.sentBytes += exchange.response.sentBytes;
    for (const attempt of attempts) this.#attempt(attempt);
    for (const { action, proof } of notes)
      this.#decisions.add(LabelledCounter.key(row.routeSet, action, withoutMethods(proof)));
  }

  /** A message that never became an exchange; `reason` is a fixed label. */
  refused(status: number, reason: string): void {
    this.#refusals.add(LabelledCounter.key(String(status), reason));
  }

  families(): MetricFamily[] {
    return [
      gauge('banyan_exchanges_in_flight', 'Exchanges that have begun and not ended.', [
        { labels: {}, value: this.inFlight },
      ]),
      ...this.#routeFamilies(),
      ...this.#destinationFamilies(),
      counter(
        'banyan_decisions_total',
        'Decisions after an attempt without a usable answer, each with its proof.',
        this.#decisions.samples({}),
      ),
      counter(
        'banyan_refused_messages_total',
        'Messages that never became an exchange.',
        this.#refusals.samples({}),
      ),
    ];
  }

  #routeFamilies(): MetricFamily[] {
    const sets = [...this.#sets];
    return [
      counter(
        'banyan_exchanges_total',
        'Exchanges that have ended, by route and method, by who gave the last word, and by what became of them.',
        [...this.#routes.values()].flatMap((row) => [...routeSamples(row)]),
      ),
      histogram(
        'banyan_exchange_duration_seconds',
        'From the head of a request to the end of its response; without tunnels.',
        sets.flatMap(([route_set, { durations }]) =>
          durations.map((one, side) => ({
            labels: { route_set, side: SIDES[side] ?? '' },
            value: one.value(),
          })),
        ),
      ),
      counter(
        'banyan_received_body_bytes_total',
        'Bytes of request bodies.',
        sets.map(([route_set, { receivedBytes }]) => ({ labels: { route_set }, value: receivedBytes })),
      ),
      counter(
        'banyan_sent_bytes_total',
        'Bytes of responses, heads included.',
        sets.map(([route_set, { sentBytes }]) => ({ labels: { route_set }, value: sentBytes })),
      ),
    ];
  }

  #destinationFamilies(): MetricFamily[] {
    const destinations = [...this.#destinations].flatMap(([cluster, rows]) =>
      [...rows].map(([destination, row]) => ({ labels: { cluster, destination }, row })),
    );
    return [
      counter(
        'banyan_attempts_total',
        'Attempts on destinations, by outcome: stage/side/reason, or answered, discarded, tunnelled.',
        destinations.flatMap(({ labels, row }) => row.outcomes.samples(labels)),
      ),
      histogram(
        'banyan_attempt_first_byte_seconds',
        'From the start of an attempt, connecting included, to the head of its response.',
        destinations.map(({ labels, row }) => ({ labels, value: row.firstByte.value() })),
      ),
      counter(
        'banyan_attempt_sent_bytes_total',
        'Bytes of requests sent to destinations, heads included.',
        destinations.map(({ labels, row }) => ({ labels, value: row.sentBytes })),
      ),
    ];
  }

  #attempt({ cluster, destination, outcome, firstByteMs, sentBytes }: Attempt): void {
    const row =
      this.#destinations.get(cluster)?.get(destination) ?? this.#addDestination(cluster, destination);
    row.outcomes.add(outcome ?? 'answered');
    row.sentBytes += sentBytes;
    if (firstByteMs !== undefined) row.firstByte.observe(firstByteMs);
  }

  #addDestination(cluster: string, destination: string): DestinationRow {
    const row = {
      firstByte: new LatencyHistogram(),
      outcomes: new LabelledCounter(['outcome']),
      sentBytes: 0,
    };
    const rows = this.#destinations.get(cluster) ?? new Map<string, DestinationRow>();
    this.#destinations.set(cluster, rows.set(destination, row));
    return row;
  }

  /** A route of a snapshot that is new here takes up the row of its namesake. */
  #adopt(match: RouteMatch): RouteRow {
    const row = this.#row(match.routeSet.name, match.template);
    this.#byMatch.set(match, row);
    return row;
  }

  #row(routeSet: string, route: string): RouteRow {
    const key = `${routeSet}\0${route}`;
    const known = this.#routes.get(key);
    if (known !== undefined) return known;
    const set = this.#sets.get(routeSet) ?? {
      durations: SIDES.map(() => new LatencyHistogram()),
      receivedBytes: 0,
      sentBytes: 0,
    };
    this.#sets.set(routeSet, set);
    const row = { routeSet, route, set, cells: [] };
    this.#routes.set(key, row);
    return row;
  }
}

function outcomeOf(exchange: Exchange, last: Attempt | undefined): number {
  if (last?.outcome === 'answered') return ANSWERED;
  if (exchange.isCut) return last?.outcome?.includes('/client/') === true ? CANCELLED : CUT;
  if (exchange.status === 499) return CANCELLED;
  if (exchange.refusal !== undefined) return REFUSED;
  return last?.outcome === 'tunnelled' ? ANSWERED : FAILED;
}

function classOf(status: number): number {
  return status < 100 || status === 499 ? 0 : Math.min(Math.trunc(status / 100), 5);
}

/** A proof may name the method of the request, which the client chose. */
function withoutMethods(proof: string): string {
  return proof.replace(/: [^,]*/, '');
}

function* routeSamples({ routeSet, route, cells }: RouteRow): Iterable<MetricSample> {
  for (const [method, counts] of cells.entries()) {
    for (const [cell, value] of counts?.entries() ?? []) {
      if (value === 0) continue;
      const rest = cell % CELLS_PER_SIDE;
      const labels = {
        route_set: routeSet,
        route,
        method: METHODS[method] ?? '',
        side: SIDES[Math.trunc(cell / CELLS_PER_SIDE)] ?? '',
        outcome: OUTCOMES[Math.trunc(rest / CLASSES.length)] ?? '',
        status_class: CLASSES[rest % CLASSES.length] ?? '',
      };
      yield { labels, value };
    }
  }
}
