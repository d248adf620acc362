import type { HeadBytes, HeadLimits } from './head-buffer.ts';
import { connectionOptions, type ConnectionOptions } from './connection-options.ts';
import { lineEnd, scanFields, type Fields } from './fields.ts';
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

type StatusLine = Pick<ResponseHead, 'status' | 'reason' | 'minorVersion'>;

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: (.*))?$/;
const MAX_KNOWN = 256;
const MAX_KNOWN_LENGTH = 64;
/** Backends say the same few again and again. */
const knownLines = new Map<string, StatusLine>();

/** Reads a response head (RFC 9112 section 4). Throws a `MessageError` for everything that is not one; linear in the length. */
export function readResponseHead(head: HeadBytes, limits: HeadLimits): ResponseHead {
  const { bytes, from, to } = head;
  const end = lineEnd(bytes, from);
  const text = bytes.toString('latin1', from, to);
  const { status, reason, minorVersion } = statusLine(text.slice(0, end - from));
  const fields = scanFields(head, text, end + 2, limits.maxHeaderCount);
  return { status, reason, minorVersion, fields, connection: connectionOptions(fields) };
}

function statusLine(text: string): StatusLine {
  const known = knownLines.get(text);
  if (known !== undefined) return known;
  const line = STATUS_LINE.exec(text);
  if (line === null) throw new MessageError(400, 'bad-status-line');
  const read = {
    status: Number(line[2]),
    reason: line[3] ?? '',
    minorVersion: line[1] === '1' ? 1 : 0,
  } as const;
  if (knownLines.size >= MAX_KNOWN) knownLines.clear();
  if (text.length <= MAX_KNOWN_LENGTH) knownLines.set(text, read);
  return read;
}
