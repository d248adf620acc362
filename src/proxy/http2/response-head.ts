import { STATUS_CODES } from 'node:http';
import type { BodyFraming } from '../http1/body-framing.ts';
import { responseFraming } from '../http1/body-framing.ts';
import { connectionOptions } from '../http1/connection-options.ts';
import { readFields, type Fields } from '../http1/fields.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import { MessageError } from '../http1/message-error.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import { isOneLine, pairsOf } from './header-lines.ts';

/** The head of an HTTP/2 response as one of HTTP/1.1. Throws a `MessageError` for what cannot be one. `rawHeaders`: names and values in turn. */
export function responseHeadOf(
  status: number,
  rawHeaders: readonly string[],
  limits: HeadLimits,
): ResponseHead {
  const fields = fieldsOf(rawHeaders, limits);
  const reason = STATUS_CODES[status] ?? '';
  return { status, reason, minorVersion: 1, fields, connection: connectionOptions(fields) };
}

/** The fields of a header or trailer section, but for pseudo-fields. */
export function fieldsOf(rawHeaders: readonly string[], limits: HeadLimits): Fields {
  let lines = '';
  for (const [name, value] of pairsOf(rawHeaders)) {
    if (name.startsWith(':')) continue;
    if (!isOneLine(name, value)) throw new MessageError(400, 'bad-field');
    lines += `${name}: ${value}\r\n`;
  }
  if (lines.length > limits.maxHeadBytes) throw new MessageError(431, 'head-too-long');
  return readFields(lines, 0, limits.maxHeaderCount);
}

/** A body without a length ends with its stream, which HTTP/1.1 says in chunks. */
export function streamFraming({ status, fields }: ResponseHead, isHead: boolean): BodyFraming {
  const framing = responseFraming(status, isHead, 1, fields);
  return framing.kind === 'until-close' ? { kind: 'chunked' } : framing;
}
