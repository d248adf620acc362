import { describe, expect, it } from 'vitest';
import { badChunks, badRequests } from '../../../support/proxy/bad-messages.ts';
import { cut, readRequests } from '../../../support/proxy/read-message.ts';

const read = (text: string) => readRequests([Buffer.from(text, 'latin1')]);
const get = (fields: string) => read(`GET / HTTP/1.1\r\nHost: shop\r\n${fields}\r\n`);
const chunked = (body: string) =>
  read(`POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n${body}`);

describe('what a request reader accepts', () => {
  it('keeps order, case, repetition and bytes of the fields', () => {
    const { requests } = get('X-b: \t2 \r\nX-B: 3\r\ncookie: \xe9=1\r\n');
    expect(requests[0]?.fields).toEqual(['Host', 'shop', 'X-b', '2', 'X-B', '3', 'cookie', '\xe9=1']);
  });

  it('reads pipelined requests one by one, with their bodies', () => {
    const { requests } = read(
      'POST /a HTTP/1.1\r\nHost: shop\r\nContent-Length: 2\r\n\r\nhiGET /b HTTP/1.1\r\nHost: shop\r\n\r\n',
    );
    expect(requests.map(({ target, body, isComplete }) => [target, body, isComplete])).toEqual([
      ['/a', 'hi', true],
      ['/b', '', true],
    ]);
  });

  it('reads chunks, drops their extensions and ends at the trailers', () => {
    const { requests } = chunked('5;x="y"\r\nhello\r\n006\r\n world\r\n0\r\nX-T: 1\r\n\r\n');
    expect(requests[0]).toMatchObject({ body: 'hello world', isComplete: true });
  });

  it('ignores one empty line before a request', () => {
    expect(read('\r\nGET / HTTP/1.1\r\nHost: shop\r\n\r\n').requests).toHaveLength(1);
  });

  it('frames a body by its fields, whatever the method', () => {
    const { requests } = read('DELETE / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n');
    expect(requests[0]?.framing).toEqual({ kind: 'chunked' });
  });

  it('takes a HTTP/1.0 request without Host', () => {
    expect(read('GET / HTTP/1.0\r\n\r\n').requests).toHaveLength(1);
  });
});

describe('what a request reader refuses', () => {
  it.each(Object.entries(badRequests))('%s', (_name, text) => {
    expect(read(text).refused).toBeDefined();
    expect(readRequests(cut(text, [...Array(text.length).keys()])).refused).toBeDefined();
  });

  it.each(Object.entries(badChunks))('in a chunked body: %s', (_name, body) => {
    expect(chunked(body).refused).toBeDefined();
    const text = `POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
    expect(readRequests(cut(text, [...Array(text.length).keys()])).refused).toBeDefined();
  });

  it('says which limit was exceeded', () => {
    expect(read(badRequests['a request line that is too long'] ?? '').refused).toBe('request-line-too-long');
    expect(read(badRequests['a head that is too long'] ?? '').refused).toBe('head-too-long');
  });
});
