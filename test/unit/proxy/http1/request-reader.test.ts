import { describe, expect, it } from 'vitest';
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

const refusals: Record<string, string> = {
  'HTTP/0.9': 'GET /\r\n\r\n',
  'the HTTP/2 preface': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'another major version': 'GET / HTTP/3.0\r\nHost: a\r\n\r\n',
  'another minor version': 'GET / HTTP/1.2\r\nHost: a\r\n\r\n',
  'a version in lower case': 'GET / http/1.1\r\nHost: a\r\n\r\n',
  'two spaces in the request line': 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n',
  'a tab in the request line': 'GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n',
  'a space behind the version': 'GET / HTTP/1.1 \r\nHost: a\r\n\r\n',
  'a space in the target': 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n',
  'bytes outside ASCII in the target': 'GET /\xe9 HTTP/1.1\r\nHost: a\r\n\r\n',
  'a method that is not a token': 'GE(T / HTTP/1.1\r\nHost: a\r\n\r\n',
  'a method in lower case': 'get / HTTP/1.1\r\nHost: a\r\n\r\n',
  'an empty method': ' / HTTP/1.1\r\nHost: a\r\n\r\n',
  CONNECT: 'CONNECT shop:80 HTTP/1.1\r\nHost: a\r\n\r\n',
  TRACE: 'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n',
  'bare line feeds': 'GET / HTTP/1.1\nHost: a\n\n',
  'one bare line feed': 'GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n',
  'a bare carriage return': 'GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n',
  'a folded line': 'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n',
  'a folded first line': 'GET / HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n',
  'a space before the colon': 'GET / HTTP/1.1\r\nHost : a\r\n\r\n',
  'a field without a colon': 'GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n',
  'an empty field name': 'GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n',
  'a field name that is not a token': 'GET / HTTP/1.1\r\nHost: a\r\nX(: b\r\n\r\n',
  'NUL in a value': 'GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n',
  'an escape in a value': 'GET / HTTP/1.1\r\nHost: a\r\nX: a\x1b[2Jb\r\n\r\n',
  'a missing Host': 'GET / HTTP/1.1\r\nX: b\r\n\r\n',
  'two Hosts': 'GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n',
  'an empty Host': 'GET / HTTP/1.1\r\nHost:\r\n\r\n',
  'a Host with a path': 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n',
  'a Host with user information': 'GET / HTTP/1.1\r\nHost: a@b\r\n\r\n',
  'a Host that is a list': 'GET / HTTP/1.1\r\nHost: a, b\r\n\r\n',
  'a Host with a bad port': 'GET / HTTP/1.1\r\nHost: a:b\r\n\r\n',
  'length and chunked together':
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
  'two equal lengths': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\ncontent-length: 3\r\n\r\nabc',
  'a list of lengths': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc',
  'a signed length': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc',
  'a negative length': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nabc',
  'a hexadecimal length': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc',
  'an empty length': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nabc',
  'a length beyond 2^53': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999\r\n\r\nabc',
  'another transfer coding': 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n',
  'identity as a transfer coding': 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n',
  'chunked twice': 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n',
  'two transfer codings':
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n',
  'a disguised transfer coding': 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n',
  'an empty transfer coding': 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n',
  'a transfer coding in HTTP/1.0': 'POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n',
  'an unknown expectation': 'POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 0\r\n\r\n',
  'too many fields': `GET / HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(40)}\r\n`,
  'a head that is too long': `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(5000)}\r\n\r\n`,
  'a request line that is too long': `GET /${'y'.repeat(2000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  'two empty lines': '\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n',
  'a TLS hello': '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03',
};

describe('what a request reader refuses', () => {
  it.each(Object.entries(refusals))('%s', (_name, text) => {
    expect(read(text).refused).toBeDefined();
    expect(readRequests(cut(text, [...Array(text.length).keys()])).refused).toBeDefined();
  });

  const badChunks: Record<string, string> = {
    'an overflowing size': 'fffffffffffffffff\r\n',
    'a size padded without end': '0000000000005\r\nhello\r\n0\r\n\r\n',
    'a negative size': '-1\r\n',
    'a size with a prefix': '0x5\r\nhello\r\n0\r\n\r\n',
    'an empty size': '\r\nhello',
    'white space behind the size': '5 \r\nhello\r\n0\r\n\r\n',
    'white space before the size': ' 5\r\nhello\r\n0\r\n\r\n',
    'a bare line feed behind the size': '5\nhello\r\n0\r\n\r\n',
    'a bare carriage return behind the size': '5\rhello\r\n0\r\n\r\n',
    'a bare line feed in an extension': '5;a\nhello\r\n0\r\n\r\n',
    'NUL in an extension': '5;a\0\r\nhello\r\n0\r\n\r\n',
    'extensions without end': `5;${'x'.repeat(17_000)}\r\nhello\r\n0\r\n\r\n`,
    'more bytes than the size': '5\r\nhello!\r\n0\r\n\r\n',
    'a bare line feed behind the data': '5\r\nhello\n0\r\n\r\n',
    'a trailer without a colon': '0\r\nX\r\n\r\n',
    'a bare line feed in the trailers': '0\r\nX: y\n\r\n',
    'a control character in the trailers': '0\r\nX: \x01\r\n\r\n',
    'trailers without end': `0\r\nX: ${'y'.repeat(9000)}`,
  };
  it.each(Object.entries(badChunks))('in a chunked body: %s', (_name, body) => {
    expect(chunked(body).refused).toBeDefined();
    const text = `POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
    expect(readRequests(cut(text, [...Array(text.length).keys()])).refused).toBeDefined();
  });

  it('says which limit was exceeded', () => {
    expect(read(refusals['a request line that is too long'] ?? '').refused).toBe('request-line-too-long');
    expect(read(refusals['a head that is too long'] ?? '').refused).toBe('head-too-long');
  });
});
