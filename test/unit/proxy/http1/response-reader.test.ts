import { describe, expect, it } from 'vitest';
import { readResponse } from '../../../support/proxy/read-message.ts';

const read = (text: string, options = {}) => readResponse([Buffer.from(text, 'latin1')], options);

describe('a response reader', () => {
  it('reports interim responses before the final one', () => {
    const { response } = read(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi',
    );
    expect(response).toMatchObject({ interims: [100, 103], status: 200, body: 'hi', isComplete: true });
  });

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', true],
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n', false],
    ['304', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n', false],
  ])('gives %s no body', (_name, text, isHead) => {
    expect(read(text, { isHead }).response).toMatchObject({ body: '', isComplete: true });
  });

  it('counts the bytes that nobody asked for', () => {
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n').rest).toBeGreaterThan(
      0,
    );
  });

  it('ends a body without framing with the connection, and only that one', () => {
    expect(read('HTTP/1.1 200 OK\r\n\r\nhi', { endOfInput: true }).response.isComplete).toBe(true);
    expect(
      read('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi', { endOfInput: true }).response.isComplete,
    ).toBe(false);
    expect(
      read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n', { endOfInput: true }).response
        .isComplete,
    ).toBe(false);
  });

  it('keeps the trailers of a chunked body', () => {
    const { response } = read(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\ngrpc-status: 0\r\n\r\n',
    );
    expect(response.trailers).toEqual(['grpc-status', '0']);
  });

  it('accepts a status line without a reason', () => {
    expect(read('HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n').response.status).toBe(200);
  });

  it.each([
    'hello\r\n\r\n',
    'HTTP/2 200 OK\r\n\r\n',
    'HTTP/1.1 000 Zero\r\n\r\n',
    'HTTP/1.1 600 Much\r\n\r\n',
    'HTTP/1.1 20 OK\r\n\r\n',
    'HTTP/1.1  200 OK\r\n\r\n',
    'HTTP/1.1 200 OK\nContent-Length: 0\n\n',
    'HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n',
    'HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n',
    'HTTP/1.1 200 OK\r\nX : a\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n',
    'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(5000)}\r\n\r\n`,
    'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(40),
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello',
  ])('refuses %j', (text) => {
    expect(read(text).refused).toBeDefined();
  });
});
