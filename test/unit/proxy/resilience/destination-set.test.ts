import { describe, expect, it } from 'vitest';
import { DestinationSet } from '../../../../src/proxy/resilience/destination-set.ts';
import type { DestinationState } from '../../../../src/proxy/resilience/destination-state.ts';
import type { Cluster } from '../../../../src/proxy/snapshot.ts';
import { clusterOf, type ClusterInput } from '../../../support/proxy/start-proxy.ts';

const passive = {
  consecutiveFailures: 3,
  failurePercent: 80,
  minimumRequests: 10,
  windowMs: 1000,
  ejectionMs: 1000,
  maxEjectionMs: 2500,
};
const active = {
  path: '/healthz',
  intervalMs: 100,
  timeoutMs: 100,
  unhealthyThreshold: 2,
  healthyThreshold: 2,
  minStatus: 200,
  maxStatus: 299,
  startupGraceMs: 500,
};
const START_MS = 10_000;

function setOf(input: Partial<ClusterInput>): { set: DestinationSet; all: readonly DestinationState[] } {
  const cluster: Cluster = clusterOf('service', { ports: [1, 2, 3, 4], ...input });
  const set = new DestinationSet(
    cluster,
    START_MS,
    () => 0,
    () => {},
  );
  return { set, all: set.all };
}

/** Which destinations are chosen in eight turns, in order of their names. */
function used({ set }: { set: DestinationSet }, nowMs: number, ...tried: DestinationState[]): string {
  const names = Array.from({ length: 8 }, () =>
    set
      .choose(
        tried.map(({ destination }) => destination),
        0,
        nowMs,
      )
      ?.destination.name.at(-1),
  );
  return [...new Set(names)].toSorted((a, b) => Number(a) - Number(b)).join('');
}

function fail(set: DestinationSet, one: DestinationState | undefined, count: number, nowMs: number): void {
  if (one === undefined) return;
  for (let left = count; left > 0; left--) set.tell(one, 'failed', nowMs);
}

describe('a destination whose attempts fail', () => {
  it('is left out after so many in a row, and comes back by itself', () => {
    const some = setOf({ health: { passive } });
    fail(some.set, some.all[1], 2, START_MS);
    expect(used(some, START_MS)).toBe('0123');
    fail(some.set, some.all[1], 1, START_MS);
    expect(used(some, START_MS)).toBe('023');
    expect(used(some, START_MS + 999)).toBe('023');
    expect(used(some, START_MS + 1000)).toBe('0123');
  });

  it('is left out for longer each time, up to a bound, and for the first time again after being well for long', () => {
    const some = setOf({ health: { passive } });
    let nowMs = START_MS;
    for (const outMs of [1000, 2000, 2500, 2500]) {
      fail(some.set, some.all[0], 3, nowMs);
      expect(used(some, nowMs + outMs - 1)).toBe('123');
      nowMs += outMs;
      expect(used(some, nowMs)).toBe('0123');
    }
    fail(some.set, some.all[0], 3, nowMs + 2500);
    expect(used(some, nowMs + 3500)).toBe('0123');
  });

  it('is left out by its share of failures too, in whatever order they come', () => {
    const some = setOf({ health: { passive } });
    const [, , one] = some.all;
    for (let count = 0; count < 10; count++)
      if (one !== undefined) some.set.tell(one, count % 5 === 4 ? 'passed' : 'failed', START_MS + count);
    fail(some.set, one, 1, START_MS + 20);
    expect(used(some, START_MS + 20)).toBe('013');
  });

  it('stays where too many are out already', () => {
    const some = setOf({ health: { passive, maxEjectedPercent: 50 } });
    for (const one of some.all) fail(some.set, one, 3, START_MS);
    expect(used(some, START_MS)).toBe('23');
  });

  it('stays where it is the only one', () => {
    const some = setOf({ ports: [1], health: { passive, maxEjectedPercent: 100 } });
    fail(some.set, some.all[0], 30, START_MS);
    expect(used(some, START_MS)).toBe('0');
  });

  it('is not blamed for clients that left', () => {
    const some = setOf({ health: { passive } });
    for (let count = 0; count < 30; count++)
      if (some.all[0] !== undefined) some.set.tell(some.all[0], 'neither', START_MS);
    expect(used(some, START_MS)).toBe('0123');
  });
});

describe('a destination whose health checks fail', () => {
  const check = (some: ReturnType<typeof setOf>, index: number, results: boolean[], nowMs: number) => {
    const one = some.all[index];
    for (const result of results) if (one !== undefined) some.set.checked(one, result, nowMs);
  };

  it('is left out at its threshold and back at the other', () => {
    const some = setOf({ health: { active } });
    check(some, 0, [false, true, false], START_MS + 500);
    expect(used(some, START_MS + 500)).toBe('0123');
    check(some, 0, [false], START_MS + 500);
    expect(used(some, START_MS + 500)).toBe('123');
    check(some, 0, [true, false, true], START_MS + 500);
    expect(used(some, START_MS + 500)).toBe('123');
    check(some, 0, [true], START_MS + 500);
    expect(used(some, START_MS + 500)).toBe('0123');
  });

  it('is given time to start', () => {
    const some = setOf({ health: { active } });
    check(some, 0, [false, false, false, false], START_MS + 499);
    expect(used(some, START_MS + 499)).toBe('0123');
  });

  it('is used nevertheless when too few are fit', () => {
    const some = setOf({ health: { active, panicPercent: 50 } });
    check(some, 0, [false, false], START_MS + 500);
    check(some, 1, [false, false], START_MS + 500);
    expect(used(some, START_MS + 500)).toBe('23');
    check(some, 2, [false, false], START_MS + 500);
    expect(used(some, START_MS + 500)).toBe('0123');
    expect(some.set.isPanicking).toBe(true);
  });
});

describe('the choice', () => {
  it('avoids the destinations that were tried, even if the others are not fit', () => {
    const some = setOf({ ports: [1, 2], health: { active, panicPercent: 0 } });
    expect(used(some, START_MS, ...some.all.slice(0, 1))).toBe('1');
    expect(used(some, START_MS, ...some.all)).toBe('01');
    for (let count = 0; count < 2; count++)
      if (some.all[1] !== undefined) some.set.checked(some.all[1], false, START_MS + 500);
    expect(used(some, START_MS + 500)).toBe('0');
    expect(used(some, START_MS + 500, ...some.all.slice(0, 1))).toBe('1');
  });

  it('spares a destination that asked for it, for a minute at most', () => {
    const some = setOf({});
    const [one] = some.all;
    if (one !== undefined) some.set.rest(one, 3_600_000, START_MS);
    expect(used(some, START_MS + 59_999)).toBe('123');
    expect(used(some, START_MS + 60_000)).toBe('0123');
  });

  it('passes by a destination that has all it may have', () => {
    const concurrency = {
      maxConcurrent: 100,
      maxPerDestination: 2,
      fallbackPercent: 50,
      queueDepth: 0,
      queueMs: 1,
    };
    const some = setOf({ concurrency });
    if (some.all[2] !== undefined) some.all[2].inFlight = 2;
    expect(used(some, START_MS)).toBe('013');
  });

  it('keeps what it knows of destinations that stay over a reload', () => {
    const some = setOf({ health: { passive } });
    fail(some.set, some.all[0], 3, START_MS);
    some.set.configure(clusterOf('service', { ports: [1, 2, 3, 4, 5], health: { passive } }), START_MS);
    expect(used(some, START_MS)).toBe('1234');
    expect(some.set.all.slice(0, 4)).toEqual(some.all);
  });
});
