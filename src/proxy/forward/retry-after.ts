import type { Fields } from '../http1/fields.ts';

/** How long a response asks its reader to stay away (RFC 9110 section 10.2.3): seconds or a date; 0 where it does not, or not intelligibly. */
export function retryAfterMs(fields: Fields, nowEpochMs: number): number {
  const value = fields.first('retry-after');
  if (value === undefined) return 0;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(value)
    ? Date.parse(value)
    : NaN;
  return Number.isNaN(date) ? 0 : Math.max(0, date - nowEpochMs);
}
