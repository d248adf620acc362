import { describe, expect, it } from 'vitest';
import {
  decideFallback,
  idempotencyOf,
  type FallbackQuestion,
} from '../../../../src/proxy/fallback/decide-fallback.ts';
import type { RouteMatch } from '../../../../src/proxy/snapshot.ts';

const question = (part: Partial<FallbackQuestion>): FallbackQuestion => ({
  method: 'GET',
  idempotency: 'safe',
  result: 'request/target/reset',
  sentBytes: 100,
  wasStale: false,
  isReplayable: true,
  isResponseStarted: false,
  mayRetry: false,
  hasFallback: true,
  ...part,
});
const action = (part: Partial<FallbackQuestion>) => decideFallback(question(part)).action;

/** Rows of the table: GET; PUT; PUT declared idempotent; POST; POST declared idempotent; POST declared safe. */
const columns = [
  { method: 'GET', idempotency: 'safe' },
  { method: 'PUT', idempotency: 'none' },
  { method: 'PUT', idempotency: 'idempotent' },
  { method: 'POST', idempotency: 'none' },
  { method: 'POST', idempotency: 'idempotent' },
  { method: 'POST', idempotency: 'safe' },
] as const;
const F = 'fallback';
const S = 'surface';
const table: [string, Partial<FallbackQuestion>, string[]][] = [
  ['nothing sent', { result: 'connect/target/refused', sentBytes: 0 }, [F, F, F, F, F, F]],
  ['pool exhausted', { result: 'connect/target/overloaded', sentBytes: 0 }, [F, F, F, F, F, F]],
  ['a write that the kernel refused', { result: 'request/target/reset', sentBytes: 0 }, [F, F, F, F, F, F]],
  ['421', { result: 421 }, [F, F, F, F, F, F]],
  ['a reset', { result: 'request/target/reset' }, [F, S, F, S, S, F]],
  ['a stale connection', { result: 'request/target/closed', wasStale: true }, [F, S, F, S, S, F]],
  ['a timeout', { result: 'request/target/timeout' }, [F, S, F, S, S, F]],
  ['garbage', { result: 'response/target/garbage' }, [F, S, F, S, S, F]],
  ['503', { result: 503 }, [F, S, S, S, S, F]],
  ['the client left', { result: 'request/client/cancelled' }, [S, S, S, S, S, S]],
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
    expect(action({ method: 'POST', idempotency: 'none', wasStale: true, mayRetry: true })).toBe('surface');
    expect(action({ result: 503, sentBytes: 10, mayRetry: true })).toBe('fallback');
  });

  it('surfaces what nobody else may answer', () => {
    expect(action({ hasFallback: false })).toBe('surface');
  });
});

describe('what is promised about a request', () => {
  const declared = { idempotency: 'none' } as RouteMatch;

  it('is what its route declares, else what its method means', () => {
    expect(idempotencyOf('GET', false, undefined)).toBe('safe');
    expect(idempotencyOf('PUT', false, undefined)).toBe('none');
    expect(idempotencyOf('GET', false, declared)).toBe('none');
  });

  it('is nothing when it names another method', () => {
    expect(idempotencyOf('GET', true, undefined)).toBe('none');
    expect(idempotencyOf('GET', true, { idempotency: 'safe' } as RouteMatch)).toBe('none');
  });
});
