import type { HeadLimits } from './head-buffer.ts';
import { connectionOptions, type ConnectionOptions } from './connection-options.ts';
import { lineEnd, readFields, refuseControls, type Fields } from './fields.ts';
import { MessageError } from './message-error.ts';

/** The head of a response, interim (1xx) or final. */
export interface ResponseHead {
  /** 100..599. */
  readonly status: number;
  /** As it arrived; may be empty. */
  readonly reason: string;
  /** 0 or 1: HTTP/1.0 or HTTP/1.1. */
  readonly minorVersion: 0 | 1;
  readonly fields: Fields;
  readonly connection: ConnectionOptions;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: (.*))?$/;

/** Reads a response head (RFC 9112 section 4). Throws a `MessageError` for everything that is not one; linear in the length. */
export function readResponseHead(text: string, limits: HeadLimits): ResponseHead {
  refuseControls(text);
  const end = lineEnd(text, 0);
  const line = STATUS_LINE.exec(text.slice(0, end));
  if (line === null) throw new MessageError(400, 'bad-status-line');
  const fields = readFields(text, end + 2, limits.maxHeaderCount);
  return {
    status: Number(line[2]),
    reason: line[3] ?? '',
    minorVersion: line[1] === '1' ? 1 : 0,
    fields,
    connection: connectionOptions(fields),
  };
}
