import type { Fields } from '../http1/fields.ts';

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

/** The trace that a request belongs to. W3C Trace Context, section 3.2. */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** 16 lower-case hexadecimal digits. */
  readonly parentId: string;
  readonly isSampled: boolean;
}

/** The trace that a request names, or undefined: it names none, several, or one that is not valid. */
export function traceContext(fields: Fields): TraceContext | undefined {
  const values = fields.structural('traceparent');
  if (values.length !== 1) return undefined;
  const [, version, traceId, parentId, flags, more] = TRACEPARENT.exec(values[0] ?? '') ?? [];
  if (version === undefined || traceId === undefined || parentId === undefined || flags === undefined)
    return undefined;
  // Later versions may go on behind the flags; this one ends there.
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (traceId === NO_TRACE || parentId === NO_SPAN) return undefined;
  return { traceId, parentId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Whether a request has trace fields that no reader may continue; they are dropped, so that a trace begins behind us. */
export function hasBrokenTrace(fields: Fields): boolean {
  return fields.structural('traceparent').length > 0 && traceContext(fields) === undefined;
}
