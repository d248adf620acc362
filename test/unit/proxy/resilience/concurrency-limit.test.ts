import { describe, expect, it } from 'vitest';
import {
  ConcurrencyLimit,
  type ConcurrencyPolicy,
  type Visitor,
} from '../../../../src/proxy/resilience/concurrency-limit.ts';
import { numbersFrom } from '../../../support/proxy/fuzzed-messages.ts';

const policy: ConcurrencyPolicy = {
  maxConcurrent: 4,
  maxPerDestination: Infinity,
  fallbackPercent: 50,
  queueDepth: 2,
  queueMs: 100,
};

function visitors(log: string[]) {
  return (name: string, isFallback = false): Visitor => ({
    isFallback,
    waitsUntilMs: 0,
    onAdmitted: () => log.push(`${name} in`),
    onGivenUp: () => log.push(`${name} given up`),
  });
}

describe('a concurrency limit', () => {
  it('lets in as many as it may, lets some wait, and refuses the rest', () => {
    const limit = new ConcurrencyLimit(policy);
    const visitor = visitors([]);
    const answers = Array.from({ length: 8 }, (_, index) => limit.enter(visitor(`${index}`), 0));
    expect(answers).toEqual(['in', 'in', 'in', 'in', 'waits', 'waits', 'full', 'full']);
    expect(limit).toMatchObject({ inFlight: 4, waiting: 2 });
  });

  it('serves in order of arrival as others leave', () => {
    const log: string[] = [];
    const limit = new ConcurrencyLimit(policy);
    const visitor = visitors(log);
    for (let index = 0; index < 6; index++) limit.enter(visitor(`${index}`), 0);
    limit.leave(false);
    limit.leave(false);
    expect(log).toEqual(['4 in', '5 in']);
    expect(limit).toMatchObject({ inFlight: 4, waiting: 0 });
  });

  it('keeps the rest of its room from those that fell back', () => {
    const limit = new ConcurrencyLimit(policy);
    const visitor = visitors([]);
    const fallbacks = Array.from({ length: 4 }, () => limit.enter(visitor('f', true), 0));
    expect(fallbacks).toEqual(['in', 'in', 'waits', 'reserved']);
    expect(limit.enter(visitor('own'), 0)).toBe('in');
    expect(limit.enter(visitor('own'), 0)).toBe('in');
    expect(limit.enter(visitor('own'), 0)).toBe('waits');
    expect(limit.enter(visitor('f', true), 0)).toBe('full');
  });

  it('serves its own before those that fell back', () => {
    const log: string[] = [];
    const limit = new ConcurrencyLimit({ ...policy, maxConcurrent: 1, queueDepth: 4 });
    const visitor = visitors(log);
    limit.enter(visitor('first'), 0);
    limit.enter(visitor('fallback', true), 0);
    limit.enter(visitor('own'), 0);
    limit.leave(false);
    limit.leave(false);
    expect(log).toEqual(['own in', 'fallback in']);
  });

  it('lets nobody fall back to it where nothing is kept for that', () => {
    const limit = new ConcurrencyLimit({ ...policy, fallbackPercent: 0 });
    expect(limit.enter(visitors([])('f', true), 0)).toBe('reserved');
  });

  it('gives up those that waited too long, and says when to look again', () => {
    const log: string[] = [];
    const limit = new ConcurrencyLimit({ ...policy, maxConcurrent: 1 });
    const visitor = visitors(log);
    limit.enter(visitor('a'), 0);
    limit.enter(visitor('b'), 0);
    limit.enter(visitor('c'), 30);
    expect(limit.expire(99)).toBe(100);
    expect(limit.expire(100)).toBe(130);
    expect(limit.expire(200)).toBe(Infinity);
    expect(log).toEqual(['b given up', 'c given up']);
    expect(limit.waiting).toBe(0);
  });

  it('forgets one that went away while it waited', () => {
    const log: string[] = [];
    const limit = new ConcurrencyLimit({ ...policy, maxConcurrent: 1 });
    const visitor = visitors(log);
    limit.enter(visitor('a'), 0);
    const gone = visitor('gone');
    limit.enter(gone, 0);
    limit.enter(visitor('next'), 0);
    limit.withdraw(gone);
    limit.leave(false);
    expect(log).toEqual(['next in']);
  });

  it('survives a long queue of visitors that leave as soon as they are in', () => {
    const limit = new ConcurrencyLimit({ ...policy, maxConcurrent: 1, queueDepth: 100_000 });
    let served = 0;
    limit.enter(visitors([])('first'), 0);
    for (let index = 0; index < 50_000; index++)
      limit.enter(
        {
          isFallback: false,
          waitsUntilMs: 0,
          onAdmitted: () => (served++, limit.leave(false)),
          onGivenUp() {},
        },
        0,
      );
    limit.leave(false);
    expect(served).toBe(50_000);
    expect(limit.inFlight).toBe(0);
  });

  it('admits those that wait when a reload gives it more room', () => {
    const log: string[] = [];
    const limit = new ConcurrencyLimit({ ...policy, maxConcurrent: 1 });
    limit.enter(visitors(log)('a'), 0);
    limit.enter(visitors(log)('b'), 0);
    limit.configure(undefined);
    expect(log).toEqual(['b in']);
  });

  it('never holds more than it may, and never keeps anybody out while there is room, whatever happens', () => {
    const next = numbersFrom(3);
    const limit = new ConcurrencyLimit({
      ...policy,
      maxConcurrent: 7,
      fallbackPercent: 40,
      queueDepth: 9,
      queueMs: 50,
    });
    const inside: boolean[] = [];
    const waiting = new Set<Visitor>();
    for (let nowMs = 0; nowMs < 4000; nowMs++) {
      const isFallback = next(3) === 0;
      const visitor: Visitor = {
        isFallback,
        waitsUntilMs: 0,
        onAdmitted: () => (waiting.delete(visitor), inside.push(isFallback)),
        onGivenUp: () => waiting.delete(visitor),
      };
      if (next(2) === 0) {
        const answer = limit.enter(visitor, nowMs);
        if (answer === 'in') inside.push(isFallback);
        if (answer === 'waits') waiting.add(visitor);
      } else if (inside.length > 0) {
        const [left] = inside.splice(next(inside.length), 1);
        limit.leave(left ?? false);
      }
      if (next(20) === 0) limit.expire(nowMs);
      const fallbacks = inside.filter(Boolean).length;
      expect(inside.length).toBeLessThanOrEqual(7);
      expect(fallbacks).toBeLessThanOrEqual(2);
      expect(limit).toMatchObject({ inFlight: inside.length, waiting: waiting.size });
      if ([...waiting].some((one) => !one.isFallback)) expect(inside).toHaveLength(7);
      else if (waiting.size > 0) expect(inside.length === 7 || fallbacks === 2).toBe(true);
    }
  });
});
