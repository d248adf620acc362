import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadlines } from '../../../../src/proxy/deadlines.ts';
import type { RequestBody } from '../../../../src/proxy/exchange.ts';
import type { ExchangeTimeouts } from '../../../../src/proxy/exchange-timeouts.ts';
import { ExchangeTimer } from '../../../../src/proxy/forward/exchange-timer.ts';

let nowMs = 0;
beforeEach(() => {
  vi.useFakeTimers();
  nowMs = 1000;
});
afterEach(() => {
  vi.useRealTimers();
});

function advance(ms: number): void {
  for (let left = ms; left > 0; left -= 10) {
    nowMs += 10;
    vi.advanceTimersByTime(10);
  }
}

function timerOf(timeouts: Partial<ExchangeTimeouts>, isComplete = true) {
  const log: string[] = [];
  const body = { isComplete };
  const deadlines = new Deadlines({ monotonicMs: () => nowMs, epochMs: () => 0 });
  const timer = new ExchangeTimer(
    { totalMs: Infinity, attemptMs: Infinity, includesUpload: false, ...timeouts },
    body as RequestBody,
    deadlines,
    {
      onAttemptOverdue: () => log.push(`attempt at ${Math.floor((nowMs - 1000) / 100) * 100}`),
      onExchangeOverdue: () => log.push(`exchange at ${Math.floor((nowMs - 1000) / 100) * 100}`),
    },
  );
  return { timer, body, log };
}

describe('the timer of an exchange', () => {
  it('ends the exchange when its time is up, once', () => {
    const { log } = timerOf({ totalMs: 1000 });
    advance(3000);
    expect(log).toEqual(['exchange at 1000']);
  });

  it('gives an attempt its part of what is left while another could follow', () => {
    const { timer, log } = timerOf({ totalMs: 1000 });
    timer.beginAttempt(1);
    advance(700);
    expect(log).toEqual(['attempt at 500']);
    timer.beginAttempt(0);
    advance(1000);
    expect(log).toEqual(['attempt at 500', 'attempt at 1000', 'exchange at 1100']);
  });

  it('gives an attempt no more than its own time', () => {
    const { timer, log } = timerOf({ attemptMs: 200, totalMs: 10_000 });
    timer.beginAttempt(1);
    advance(400);
    expect(log).toEqual(['attempt at 200']);
  });

  it('lets an attempt that has answered take all that is left', () => {
    const { timer, log } = timerOf({ attemptMs: 200, totalMs: 1000 });
    timer.beginAttempt(0);
    timer.endAttempt();
    advance(1500);
    expect(log).toEqual(['exchange at 1000']);
  });

  it('does not count while the request is still arriving', () => {
    const { timer, body, log } = timerOf({ totalMs: 300 }, false);
    timer.beginAttempt(0);
    advance(2000);
    expect(log).toEqual([]);
    body.isComplete = true;
    advance(1000);
    expect(log).toEqual(['attempt at 2300', 'exchange at 2400']);
  });

  it('counts uploads where that is declared', () => {
    const { log } = timerOf({ totalMs: 300, includesUpload: true }, false);
    advance(1000);
    expect(log).toEqual(['exchange at 300']);
  });

  it('stops for good', () => {
    const { timer, log } = timerOf({ totalMs: 300 });
    timer.stop();
    advance(1000);
    expect(log).toEqual([]);
  });

  it('knows whether another attempt makes sense', () => {
    const { timer } = timerOf({ totalMs: 500 });
    expect(timer.hasTimeFor(0)).toBe(true);
    expect(timer.hasTimeFor(450)).toBe(true);
    expect(timer.hasTimeFor(520)).toBe(false);
    advance(550);
    expect(timer.hasTimeFor(0)).toBe(false);
  });
});
