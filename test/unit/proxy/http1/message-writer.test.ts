import { describe, expect, it } from 'vitest';
import { MessageWriter } from '../../../../src/proxy/http1/message-writer.ts';
import { readResponse } from '../../../support/proxy/read-message.ts';

function recorder() {
  const writes: Buffer[] = [];
  return {
    writes,
    text: () => Buffer.concat(writes).toString('latin1'),
    output: {
      write: (data: Buffer | string) => writes.push(Buffer.from(data as string, 'latin1')),
      cork: () => {},
      uncork: () => {},
    },
  };
}

describe('a message writer', () => {
  it('writes a head and a small body at once', () => {
    const { writes, text, output } = recorder();
    const writer = new MessageWriter();
    writer.head('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n', false);
    writer.body(Buffer.from('hi'));
    writer.end('');
    writer.flush(output);
    expect(writes).toHaveLength(1);
    expect(text()).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
    expect(writer.hasPending).toBe(false);
  });

  it('hands a large slice on without a copy', () => {
    const slice = Buffer.alloc(100_000, 'x');
    const written: unknown[] = [];
    const writer = new MessageWriter();
    writer.body(slice);
    writer.flush({ write: (data: unknown) => written.push(data), cork: () => {}, uncork: () => {} });
    expect(written).toEqual([slice]);
    expect(written[0]).toBe(slice);
  });

  it.each([10, 100_000])('writes all slices of a flush of %i bytes as one chunk', (size) => {
    const { text, output } = recorder();
    const writer = new MessageWriter();
    writer.head('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', true);
    writer.body(Buffer.alloc(size, 'a'));
    writer.body(Buffer.alloc(size, 'b'));
    writer.flush(output);
    writer.flush(output);
    writer.body(Buffer.from('c'));
    writer.end('X-Sum: 1\r\n');
    writer.flush(output);
    expect(text()).toContain(`\r\n\r\n${(2 * size).toString(16)}\r\naa`);
    const { response, rest } = readResponse([Buffer.from(text(), 'latin1')]);
    expect(response).toMatchObject({ isComplete: true, trailers: ['X-Sum', '1'] });
    expect(response.body).toBe(`${'a'.repeat(size)}${'b'.repeat(size)}c`);
    expect(rest).toBe(0);
  });
});
