import { once } from 'node:events';
import {
  createSecureServer,
  createServer,
  type IncomingHttpHeaders,
  type Http2Server,
  type SecureServerOptions,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';

export type StreamAnswer = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

export interface Http2Backend {
  readonly port: number;
  readonly sessions: ServerHttp2Session[];
  /** The heads of all requests, and of their complete bodies the lengths. */
  readonly requests: { readonly headers: IncomingHttpHeaders; body: string | undefined }[];
  close(): Promise<void>;
}

/** A server of HTTP/2 alone, in the clear or under TLS; without an answer it says 200 and what it was sent. */
export async function http2Backend(answer?: StreamAnswer, tls?: SecureServerOptions): Promise<Http2Backend> {
  const sessions: ServerHttp2Session[] = [];
  const requests: Http2Backend['requests'] = [];
  const server: Http2Server = tls ? createSecureServer({ ...tls, allowHTTP1: false }) : createServer();
  server.on('session', (session) => {
    sessions.push(session);
    session.on('error', () => {});
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    const request: Http2Backend['requests'][number] = { headers, body: undefined };
    requests.push(request);
    if (answer !== undefined) {
      answer(stream, headers);
      return;
    }
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (stream.aborted || stream.destroyed || stream.rstCode !== 0) return;
      request.body = Buffer.concat(chunks).toString('latin1');
      stream.respond({ ':status': 200 });
      stream.end(request.body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sessions,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.destroy();
      }),
  };
}
