import { describe, expect, it } from 'vitest';
import {
  decideFallback,
  unusableAnswer,
  type FallbackQuestion,
} from '../../../../src/proxy/fallback/decide-fallback.ts';
import { readFields } from '../../../../src/proxy/http1/fields.ts';

const question = (part: Partial<FallbackQuestion>): FallbackQuestion => ({
  method: 'GET',
  promised: 'safe',
  result: 'request/target/reset',
  sentBytes: 100,
  mayHaveExecuted: false,
  wasStale: false,
  isReplayable: true,
  isResponseStarted: false,
  mayRetry: false,
  hasFallback: true,
  ...part,
});
const action = (part: Partial<FallbackQuestion>) => decideFallback(question(part)).action;

/** Rows of the table: GET; PUT; PUT declared idempotent; POST; POST declared idempotent, with a key, with a key in a shared store, declared safe. */
const columns = [
  { method: 'GET', promised: 'safe' },
  { method: 'PUT', promised: 'none' },
  { method: 'PUT', promised: 'idempotent' },
  { method: 'POST', promised: 'none' },
  { method: 'POST', promised: 'idempotent' },
  { method: 'POST', promised: 'key' },
  { method: 'POST', promised: 'shared-key' },
  { method: 'POST', promised: 'safe' },
] as const;
const F = 'fallback';
const S = 'surface';
const table: [string, Partial<FallbackQuestion>, string[]][] = [
  ['nothing sent', { result: 'connect/target/refused', sentBytes: 0 }, [F, F, F, F, F, F, F, F]],
  ['pool exhausted', { result: 'connect/target/overloaded', sentBytes: 0 }, [F, F, F, F, F, F, F, F]],
  [
    'a write that the kernel refused',
    { result: 'request/target/reset', sentBytes: 0 },
    [F, F, F, F, F, F, F, F],
  ],
  ['421', { result: 421 }, [F, F, F, F, F, F, F, F]],
  ['not mine', { result: 'not-mine' }, [F, F, F, F, F, F, F, F]],
  ['an open breaker', { result: 'connect/target/breaker-open', sentBytes: 0 }, [F, F, F, F, F, F, F, F]],
  ['a deadline', { result: 'request/target/deadline' }, [F, S, F, S, S, S, F, F]],
  ['a reset', { result: 'request/target/reset' }, [F, S, F, S, S, S, F, F]],
  ['a stale connection', { result: 'request/target/closed', wasStale: true }, [F, S, F, S, S, S, F, F]],
  ['a timeout', { result: 'request/target/timeout' }, [F, S, F, S, S, S, F, F]],
  ['garbage', { result: 'response/target/garbage' }, [F, S, F, S, S, S, F, F]],
  ['503', { result: 503 }, [F, S, S, S, S, S, S, F]],
  ['the client left', { result: 'request/client/cancelled' }, [S, S, S, S, S, S, S, S]],
];

describe('the decision about a failed attempt', () => {
  it.each(table)('%s', (_name, part, actions) => {
    expect(columns.map((column) => action({ ...part, ...column }))).toEqual(actions);
  });

  it('is always a cut once the response has started', () => {
    for (const [, part] of table) expect(action({ ...part, isResponseStarted: true })).toBe('cut');
  });

  it('never repeats a body that is gone', () => {
    for (const [, part] of table) expect(action({ ...part, isReplayable: false })).toBe('surface');
  });

  it('stays on the same cluster first when nothing was sent or the connection was stale', () => {
    expect(action({ result: 'connect/target/refused', sentBytes: 0, mayRetry: true })).toBe('retry');
    expect(action({ wasStale: true, mayRetry: true })).toBe('retry');
    expect(action({ mayRetry: true })).toBe('fallback');
    expect(action({ method: 'POST', promised: 'none', wasStale: true, mayRetry: true })).toBe('surface');
    expect(action({ result: 503, sentBytes: 10, mayRetry: true })).toBe('fallback');
  });

  it('stays on the same cluster where nobody else may answer', () => {
    const alone = { hasFallback: false, mayRetry: true };
    expect(action(alone)).toBe('retry');
    expect(action({ ...alone, result: 503 })).toBe('retry');
    expect(action({ ...alone, result: 421 })).toBe('surface');
    expect(action({ ...alone, method: 'POST', promised: 'none' })).toBe('surface');
  });

  it('lets a key that only one side knows be repeated on that side alone', () => {
    const keyed = { method: 'POST', promised: 'key', mayRetry: true } as const;
    expect(action(keyed)).toBe('retry');
    expect(action({ ...keyed, mayRetry: false })).toBe('surface');
  });

  it('takes nothing for unsent once an attempt before may have executed', () => {
    const later = { method: 'POST', promised: 'key', mayHaveExecuted: true } as const;
    expect(action({ ...later, result: 'connect/target/refused', sentBytes: 0 })).toBe('surface');
    expect(action({ ...later, result: 421 })).toBe('surface');
    expect(action({ ...later, promised: 'shared-key', result: 421 })).toBe('fallback');
  });

  it('charges what a backend may have worked on', () => {
    const isCharged = (part: Partial<FallbackQuestion>) => decideFallback(question(part)).isCharged;
    expect(isCharged({ result: 'request/target/reset' })).toBe(true);
    expect(isCharged({ result: 503 })).toBe(true);
    expect(isCharged({ result: 421 })).toBe(false);
    expect(isCharged({ result: 'not-mine' })).toBe(false);
    expect(isCharged({ result: 'connect/target/refused', sentBytes: 0 })).toBe(false);
    expect(isCharged({ wasStale: true, mayRetry: true })).toBe(false);
  });

  it('surfaces what nobody else may answer', () => {
    expect(action({ hasFallback: false })).toBe('surface');
  });
});

describe('an answer that somebody else might give better', () => {
  const none = readFields('', 0, 10);
  const marked = readFields('X-Banyan-Not-Mine: 1\r\n', 0, 10);

  it('is 421, a listed status, or a marked 404 or 405', () => {
    const of = (status: number, fields = none) => unusableAnswer(status, fields, [503]);
    expect([200, 404, 405, 421, 425, 500, 503].map((status) => of(status))).toEqual([
      undefined,
      undefined,
      undefined,
      421,
      undefined,
      undefined,
      503,
    ]);
    expect([200, 403, 404, 405, 410].map((status) => of(status, marked))).toEqual([
      undefined,
      undefined,
      'not-mine',
      'not-mine',
      undefined,
    ]);
  });
});
