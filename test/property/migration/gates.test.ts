import { describe, expect, it } from 'vitest';
import type { GateLimits, GateVerdict, SideCounts } from '../../../src/migration/gates/gate.ts';
import { judgeGates } from '../../../src/migration/gates/judge-gates.ts';
import { StepEvidence } from '../../../src/migration/gates/step-evidence.ts';
import { DurationHistogram } from '../../../src/migration/statistics/duration-histogram.ts';
import { numbersFrom } from './noisy-shop.ts';

const limits: GateLimits = {
  minRequests: 500,
  minCompared: 1_000,
  maxMismatchRate: 0.005,
  maxErrorRateDelta: 0.01,
  maxP95Ratio: 1.2,
  maxFallbackRate: 0.01,
  minRouteCoverage: 0.95,
  outageErrorRate: 0.05,
};

/** How one side behaves in an interval. */
interface Behaviour {
  readonly errorRate: number;
  readonly medianMs: number;
  /** Of the logarithm of durations. */
  readonly spread: number;
}

/** What happens in an interval, from 0, with requests per interval for each side. */
interface History {
  readonly requests: number;
  readonly monolith: (interval: number) => Behaviour;
  readonly service: (interval: number) => Behaviour;
  readonly expected: readonly GateVerdict[];
}

const well: Behaviour = { errorRate: 0.002, medianMs: 20, spread: 0.5 };
const intervals = 60;

/** What may be drawn for a kind of history: traffic, and by how much something is wrong. */
const histories: Readonly<Record<string, (random: () => number) => History>> = {
  good: (random) => steady(random, well, ['pass']),
  bad: (random) => steady(random, { ...well, errorRate: 0.03 + random() * 0.2 }, ['fail']),
  slow: (random) => steady(random, { ...well, medianMs: 20 * (1.5 + random()) }, ['fail']),
  noisy: (random) => {
    const spread = 1 + random() * 0.5;
    const both = (): Behaviour => ({ ...well, spread });
    return { requests: traffic(random), monolith: both, service: both, expected: ['pass', 'inconclusive'] };
  },
  silent: (random) => ({ ...steady(random, well, ['inconclusive']), requests: random() < 0.5 ? 0 : 3 }),
  'general outage': (random) => {
    const begins = Math.floor(random() * 10);
    const [bad, worse] = [0.2 + random() * 0.8, 0.2 + random() * 0.8];
    const during = (errorRate: number) => (interval: number) => ({
      ...well,
      errorRate: interval < begins ? well.errorRate : errorRate,
    });
    return {
      requests: traffic(random),
      monolith: during(bad),
      service: during(worse),
      expected: ['inconclusive', 'pass'],
    };
  },
};

function steady(random: () => number, service: Behaviour, expected: readonly GateVerdict[]): History {
  return { requests: traffic(random), monolith: () => well, service: () => service, expected };
}

/** 100 to 2,000 requests per interval and side. */
function traffic(random: () => number): number {
  return Math.floor(100 * 20 ** random());
}

function counts(
  { errorRate, medianMs, spread }: Behaviour,
  requests: number,
  random: () => number,
): SideCounts {
  const durations = new DurationHistogram();
  let errors = 0;
  for (let nth = 0; nth < requests; nth++) {
    if (random() < errorRate) errors++;
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    durations.add(medianMs * Math.exp(spread * normal));
  }
  return { requests, errors, durations };
}

/** The first verdict that is not to hold. */
function verdictOf(history: History, random: () => number): GateVerdict {
  const step = new StepEvidence();
  for (let interval = 0; interval < intervals; interval++) {
    const [monolith, service] = [history.monolith(interval), history.service(interval)];
    const counted = {
      monolith: counts(monolith, history.requests, random),
      service: counts(service, history.requests, random),
      fallbacks: 0,
    };
    step.add(counted, limits.outageErrorRate);
    const compared = {
      compared: step.counts.service.requests,
      mismatched: 0,
      differentFields: [],
      unseenRoutes: [],
      routes: 3,
    };
    const { verdict } = judgeGates({ ...step.counts, ...compared }, limits, interval + 1);
    if (verdict !== 'inconclusive') return verdict;
  }
  return 'inconclusive';
}

describe('gates', () => {
  it.each(Object.keys(histories))(
    'judge a %s history right for 99 of 100 seeds',
    { timeout: 120_000 },
    (kind) => {
      const seeds = 167;
      const wrong: string[] = [];
      for (let seed = 0; seed < seeds; seed++) {
        const random = numbersFrom(seed * 7_919 + 1);
        const history = (histories[kind] as (random: () => number) => History)(random);
        const verdict = verdictOf(history, random);
        if (!history.expected.includes(verdict)) wrong.push(`seed ${seed}: ${verdict}`);
      }
      expect(wrong.length, wrong.join(', ')).toBeLessThanOrEqual(1);
    },
  );
});
