/** Numbers below 2^32 from a seed (xorshift32). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'];
const targets = ['/', '/a', '/a/b?c=d', '/a%20b', 'http://a/b', '*', '/x;y=z'];
const versions = ['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0'];
const fields = [
  'Host: a',
  'host: b',
  'Content-Length: 5',
  'Content-Length: 0',
  'Content-Length: 00005',
  'content-length: 5, 5',
  'Transfer-Encoding: chunked',
  'transfer-encoding: Chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: identity',
  'Connection: keep-alive',
  'Connection: close',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Expect: 100-continue',
  'X-A: b',
  'X-A:b ',
  'X-A:',
  'Trailer: X-T',
  'TE: trailers',
  'Cookie: a=b; c=d',
];
const bodies = [
  '',
  'hello',
  '5\r\nhello\r\n0\r\n\r\n',
  '5;a=b\r\nhello\r\n0\r\n\r\n',
  '05\r\nhello\r\n00\r\n\r\n',
  '3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n',
  '0\r\n\r\n',
  'GET /inner HTTP/1.1\r\nHost: a\r\n\r\n',
];
/** What makes readers differ. */
const insertions = [
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '\0',
  ' ',
  '\t',
  '\x0b',
  '\x7f',
  ':',
  ';',
  ',',
  '0',
  '1',
  'f',
  'x',
  '-',
  '+',
  '_',
  '"',
  '\\',
  '/',
  '#',
  '\x80',
  '\xa0',
  '\xff',
  'chunked',
  'Content-Length: 3\r\n',
  'Transfer-Encoding: chunked\r\n',
  ' HTTP/1.1',
  '\r\n ',
  '0\r\n\r\n',
];

/** A few requests behind one another, mostly with something wrong in them; the same for the same seed. */
export function fuzzedMessages(seed: number): string {
  const next = numbersFrom(seed);
  const pick = (list: readonly string[]) => list[next(list.length)] ?? '';
  let text = '';
  for (let left = 1 + next(3); left > 0; left--) text += message(next, pick);
  for (let left = next(4); left > 0; left--) text = damagedText(text, next);
  return text;
}

function message(next: (below: number) => number, pick: (list: readonly string[]) => string): string {
  const lines = [`${pick(methods)} ${pick(targets)} ${pick(versions)}`];
  if (next(10) > 0) lines.push('Host: a');
  for (let left = next(4); left > 0; left--) lines.push(pick(fields));
  const body = pick(bodies);
  if (body !== '' && next(4) > 0) {
    const isChunked = /^\d/.test(body);
    lines.push(isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** The text with a few characters less, more, twice or others. */
export function damagedText(text: string, next: (below: number) => number): string {
  const insertion = () => insertions[next(insertions.length)] ?? '';
  const at = next(text.length + 1);
  const end = Math.min(text.length, at + 1 + next(3));
  switch (next(5)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + insertion() + text.slice(end);
    case 2:
      return text.slice(0, at) + text.slice(at, end).repeat(2) + text.slice(end);
    case 3:
      return text.slice(0, at) + String.fromCharCode(next(256)) + text.slice(end);
    default:
      return text.slice(0, at) + insertion() + text.slice(at);
  }
}
