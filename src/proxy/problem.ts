import { STATUS_CODES } from 'node:http';

/** A small response made by the proxy itself (RFC 9457); it says nothing about what is behind it. */
export interface Problem {
  readonly title: string;
  /** Header lines, each ended by CRLF, with the length. */
  readonly lines: string;
  readonly body: string;
}

/** `retryAfterS`: when to come back. */
export function problemOf(status: number, retryAfterS: number | undefined): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  const body = JSON.stringify({ type: 'about:blank', title, status });
  const later = retryAfterS === undefined ? '' : `Retry-After: ${retryAfterS}\r\n`;
  const lines = `Content-Type: application/problem+json\r\nContent-Length: ${body.length}\r\nCache-Control: no-store\r\n${later}`;
  return { title, lines, body };
}
