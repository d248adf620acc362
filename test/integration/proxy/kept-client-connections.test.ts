import { afterEach, describe, expect, it } from 'vitest';
import { rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

describe('a connection whose body filled the replay limit', () => {
  const framings = {
    'with length': (size: number) => `Content-Length: ${size}\r\n\r\n${'x'.repeat(size)}`,
    'in one chunk': (size: number) =>
      `Transfer-Encoding: chunked\r\n\r\n${size.toString(16)}\r\n${'x'.repeat(size)}\r\n0\r\n\r\n`,
  };
  const sizes = [65_535, 65_536, 66_000, 100_000, 131_072];

  it.each(Object.keys(framings).flatMap((framing) => sizes.map((size) => [framing, size] as const)))(
    '%s, %i bytes, carries the next request',
    async (framing, size) => {
      const backend = await recordingBackend('monolith', (request, response) =>
        response.end(`${request.method} ${request.body.length}`),
      );
      const proxy = await startProxy({ monolith: { ports: [backend.port] } });
      closing.push(backend, proxy);
      const client = rawClient(proxy.port);
      client.send(`POST / HTTP/1.1\r\nHost: a\r\n${framings[framing as keyof typeof framings](size)}`);
      expect((await client.response()).body).toBe(`POST ${size}`);
      client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      expect((await client.response()).body).toBe('GET 0');
      client.socket.end();
      await client.closed();
    },
  );
});
