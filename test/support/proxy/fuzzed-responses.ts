import { damagedText, numbersFrom } from './fuzzed-messages.ts';

const statusLines = [
  'HTTP/1.1 200 OK',
  'HTTP/1.1 200 OK',
  'HTTP/1.1 200',
  'HTTP/1.1 200 ',
  'HTTP/1.0 200 OK',
  'HTTP/1.1 204 No Content',
  'HTTP/1.1 304 Not Modified',
  'HTTP/1.1 404 Not Found',
  'HTTP/1.1 599 x',
];
const interims = ['HTTP/1.1 100 Continue', 'HTTP/1.1 103 Early Hints', 'HTTP/1.1 102 Processing'];
const fields = [
  'Content-Length: 5',
  'Content-Length: 0',
  'Content-Length: 00005',
  'content-length: 5, 5',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: identity',
  'Connection: keep-alive',
  'Connection: close',
  'Connection: Content-Length',
  'Set-Cookie: a=b',
  'Trailer: X-T',
  'X-A: b',
  'X-A:b ',
];
const bodies = [
  '',
  'hello',
  'hellohello',
  '5\r\nhello\r\n0\r\n\r\n',
  '5;a=b\r\nhello\r\n0\r\n\r\n',
  '3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n',
  '5\r\nhello\r\n',
  '0\r\n\r\n',
];

/** One response, perhaps behind interim ones and before bytes that nobody asked for, mostly with something wrong in it; the same for the same seed. */
export function fuzzedResponse(seed: number): string {
  const next = numbersFrom(seed);
  const pick = (list: readonly string[]) => list[next(list.length)] ?? '';
  let text = '';
  while (next(5) === 0) text += `${pick(interims)}\r\n${next(2) === 0 ? 'Link: </a>\r\n' : ''}\r\n`;
  const lines = [pick(statusLines)];
  for (let left = next(3); left > 0; left--) lines.push(pick(fields));
  const body = pick(bodies);
  if (next(3) > 0)
    lines.push(/^\d/.test(body) ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`);
  text += `${lines.join('\r\n')}\r\n\r\n${body}`;
  if (next(6) === 0) text += 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil';
  for (let left = next(3); left > 0; left--) text = damagedText(text, next);
  return text;
}
