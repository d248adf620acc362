import type { Fields } from '../http1/fields.ts';

/**
 * How often an OPTIONS may still be passed on (RFC 9110 section 7.6.2): 0 ends it here. Undefined where it does not say so, and for other methods, of which
 * it says nothing; `invalid`: what it says is no number.
 */
export function maxForwards(method: string, fields: Fields): number | 'invalid' | undefined {
  if (method !== 'OPTIONS') return undefined;
  const value = fields.joined('max-forwards');
  if (value === undefined) return undefined;
  return /^\d{1,9}$/.test(value) ? Number(value) : 'invalid';
}
