import { describe, expect, it } from 'vitest';
import { hasBrokenTrace, traceContext } from '../../../../src/proxy/forward/trace-context.ts';
import { readFields } from '../../../../src/proxy/http1/fields.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentId = 'b7ad6b7169203331';
const fieldsOf = (...values: string[]) =>
  readFields(values.map((value) => `traceparent: ${value}\r\n`).join(''), 0, 10);

describe('a trace context', () => {
  it('is read as W3C Trace Context writes it, later versions too', () => {
    const expected = { traceId, parentId, isSampled: true };
    expect(traceContext(fieldsOf(`00-${traceId}-${parentId}-01`))).toEqual(expected);
    expect(traceContext(fieldsOf(`00-${traceId}-${parentId}-00`))).toEqual({ ...expected, isSampled: false });
    expect(traceContext(fieldsOf(`01-${traceId}-${parentId}-03-more`))).toEqual(expected);
    expect(hasBrokenTrace(fieldsOf())).toBe(false);
  });

  it.each([
    ['', 'empty'],
    [`00-${traceId}-${parentId}`, 'without flags'],
    [`00-${traceId}-${parentId}-01-more`, 'longer than its version'],
    [`ff-${traceId}-${parentId}-01`, 'of the forbidden version'],
    [`00-${'0'.repeat(32)}-${parentId}-01`, 'without a trace'],
    [`00-${traceId}-${'0'.repeat(16)}-01`, 'without a parent'],
    [`00-${traceId.toUpperCase()}-${parentId}-01`, 'in capitals'],
    [`00-${traceId}-${parentId}-01,00-${traceId}-${parentId}-01`, 'twice in one'],
  ])('is none: %s (%s)', (value) => {
    expect(traceContext(fieldsOf(value))).toBeUndefined();
    expect(hasBrokenTrace(fieldsOf(value))).toBe(true);
  });

  it('is none where there are two', () => {
    const value = `00-${traceId}-${parentId}-01`;
    expect(hasBrokenTrace(fieldsOf(value, value))).toBe(true);
  });
});
