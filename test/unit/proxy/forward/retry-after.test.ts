import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../../src/proxy/forward/retry-after.ts';
import { readFields } from '../../../../src/proxy/http1/fields.ts';

const nowMs = Date.UTC(2026, 0, 1, 0, 0, 0);
const of = (value: string) => retryAfterMs(readFields(`Retry-After: ${value}\r\n`, 0, 10), nowMs);

describe('Retry-After', () => {
  it('is a number of seconds or a date', () => {
    expect(of('120')).toBe(120_000);
    expect(of('Thu, 01 Jan 2026 00:00:30 GMT')).toBe(30_000);
    expect(of('Wed, 31 Dec 2025 23:00:00 GMT')).toBe(0);
  });

  it.each(['-1', '1.5', '1e9', 'soon', '99999999999', '2026-01-01', 'Thu, 99 Jan 2026 00:00:30 GMT'])(
    'is nothing when it says %s',
    (value) => expect(of(value)).toBe(0),
  );

  it('is nothing when it is absent', () => {
    expect(retryAfterMs(readFields('', 0, 10), nowMs)).toBe(0);
  });
});
