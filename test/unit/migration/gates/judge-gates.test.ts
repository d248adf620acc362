import { describe, expect, it } from 'vitest';
import type { GateEvidence, GateLimits, SideCounts } from '../../../../src/migration/gates/gate.ts';
import { judgeGates } from '../../../../src/migration/gates/judge-gates.ts';
import { StepEvidence } from '../../../../src/migration/gates/step-evidence.ts';
import { DurationHistogram } from '../../../../src/migration/statistics/duration-histogram.ts';

const limits: GateLimits = {
  minRequests: 500,
  minCompared: 1_000,
  maxMismatchRate: 0.01,
  maxErrorRateDelta: 0.01,
  maxP95Ratio: 1.2,
  maxFallbackRate: 0.01,
  minRouteCoverage: 0.9,
  outageErrorRate: 0.05,
};

function side(requests: number, errors = 0, durationMs = 10): SideCounts {
  const durations = new DurationHistogram();
  for (let nth = 0; nth < requests; nth++) durations.add(durationMs);
  return { requests, errors, durations };
}

const fine: GateEvidence = {
  service: side(5_000),
  monolith: side(5_000),
  fallbacks: 0,
  compared: 5_000,
  mismatched: 0,
  differentFields: [],
  unseenRoutes: [],
  routes: 10,
};

function verdicts(change: Partial<GateEvidence>, look = 1): string[] {
  const { verdict, judgements } = judgeGates({ ...fine, ...change }, limits, look);
  return [
    verdict,
    ...judgements.filter((one) => one.verdict !== 'pass').map((one) => `${one.gate} ${one.verdict}`),
  ];
}

describe('gates', () => {
  it.each([
    ['all is well', {}, ['pass']],
    [
      'nobody asked',
      { service: side(0), monolith: side(0), compared: 0 },
      [
        'inconclusive',
        'traffic inconclusive',
        'errors inconclusive',
        'latency inconclusive',
        'fallbacks inconclusive',
        'mismatches inconclusive',
      ],
    ],
    ['the service fails', { service: side(5_000, 500) }, ['fail', 'errors fail']],
    [
      'the service fails too little to say',
      { service: side(5_000, 50) },
      ['inconclusive', 'errors inconclusive'],
    ],
    [
      'both fail',
      { service: side(5_000, 3_000), monolith: side(5_000, 2_000) },
      ['inconclusive', 'traffic inconclusive', 'errors inconclusive'],
    ],
    [
      'the service fails before there is enough traffic',
      { service: side(50, 50) },
      [
        'inconclusive',
        'traffic inconclusive',
        'errors inconclusive',
        'latency inconclusive',
        'fallbacks inconclusive',
      ],
    ],
    ['the service is slow', { service: side(5_000, 0, 20) }, ['fail', 'latency fail']],
    ['many fall back', { fallbacks: 500 }, ['fail', 'fallbacks fail']],
    ['one field differs', { differentFields: ['$.price value'] }, ['fail', 'mismatches fail']],
    [
      'one field differs and nothing else is known',
      { service: side(0), differentFields: ['$.a type'] },
      [
        'fail',
        'traffic inconclusive',
        'errors inconclusive',
        'latency inconclusive',
        'fallbacks inconclusive',
        'mismatches fail',
      ],
    ],
    ['many answers differ', { mismatched: 500 }, ['fail', 'mismatches fail']],
    ['some answers differ', { mismatched: 50 }, ['inconclusive', 'mismatches inconclusive']],
    [
      'a route was never asked for',
      { unseenRoutes: ['GET /a', 'GET /b'] },
      ['inconclusive', 'coverage inconclusive'],
    ],
  ])('when %s', (_name, change, expected) => {
    expect(verdicts(change)).toEqual(expected);
  });

  it('say why, with the numbers', () => {
    const { judgements } = judgeGates({ ...fine, mismatched: 2, unseenRoutes: ['GET /a'] }, limits, 1);
    expect(judgements.map(({ gate, why }) => `${gate}: ${why}`)).toEqual([
      'traffic: 5000 requests by the service, 5000 by the monolith',
      'errors: the service fails -0.16 % to 0.16 % more often than the monolith; allowed are 1.00 %',
      'latency: the p95 of the service is 0.98 to 1.02 times that of the monolith; allowed is 1.2',
      'fallbacks: 0 of 5000 requests fell back to the monolith: at most 0.12 %; allowed are 1.00 %',
      'mismatches: 2 of 5000 answers differ: at most 0.20 %; allowed are 1.00 %',
      'coverage: 9 of 10 routes were asked for, 90.00 % are needed; not yet: GET /a',
    ]);
  });

  it('ask for more with every look', () => {
    expect(verdicts({ service: side(5_000, 20) }, 1)).toEqual(['pass']);
    expect(verdicts({ service: side(5_000, 20) }, 100)).toEqual(['inconclusive', 'errors inconclusive']);
  });
});

it('a step leaves out the intervals in which the monolith fails too', () => {
  const step = new StepEvidence();
  step.add({ service: side(10, 1), monolith: side(10), fallbacks: 1 }, 0.05);
  step.add({ service: side(10, 9), monolith: side(10, 5), fallbacks: 5 }, 0.05);
  step.add({ service: side(10), monolith: side(0), fallbacks: 0 }, 0.05);
  expect(step.leftOut).toBe(1);
  expect(step.counts).toMatchObject({
    service: { requests: 20, errors: 1 },
    monolith: { requests: 10, errors: 0 },
    fallbacks: 1,
  });
  expect(step.counts.service.durations.total).toBe(20);
});
