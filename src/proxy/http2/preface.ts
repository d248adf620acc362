import type { Beginning } from '../first-bytes.ts';

/** RFC 9113 section 3.4: no request of HTTP/1.1 begins like this. */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');

/** Whether a connection without TLS speaks HTTP/2; undefined while it could do both. Nothing is taken away. */
export function readPreface(seen: Buffer): Beginning<boolean> | undefined {
  const common = Math.min(seen.length, PREFACE.length);
  const isAlike = seen.compare(PREFACE, 0, common, 0, common) === 0;
  return isAlike && common < PREFACE.length ? undefined : { meaning: isAlike, length: 0 };
}
