import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Names and values in turn, as they arrived. */
  readonly rawHeaders: readonly string[];
  readonly rawTrailers: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface RecordingBackend {
  readonly port: number;
  /** Requests that arrived completely, as Node's own parser frames them. */
  readonly requests: RecordedRequest[];
  /** What Node's parser could not read: a desynchronised connection shows itself here. */
  readonly garbage: string[];
  readonly connections: () => number;
  close(): Promise<void>;
}

export type Answer = (request: RecordedRequest, response: ServerResponse, incoming: IncomingMessage) => void;

/** An honest HTTP server that writes down what it was asked. Without an answer it says 200 and its name. */
export async function recordingBackend(
  name: string,
  answer?: Answer,
  early?: (incoming: IncomingMessage, response: ServerResponse) => boolean,
): Promise<RecordingBackend> {
  const requests: RecordedRequest[] = [];
  const garbage: string[] = [];
  let connections = 0;
  const server = createServer((incoming, response) => {
    if (early?.(incoming, response) === true) return;
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', () => {});
    incoming.on('end', () => {
      const request: RecordedRequest = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        rawHeaders: incoming.rawHeaders,
        rawTrailers: incoming.rawTrailers,
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('latin1'),
      };
      requests.push(request);
      if (answer === undefined) response.end(name);
      else answer(request, response, incoming);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', () => connections++);
  server.on('clientError', (error, socket) => {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') garbage.push(error.message);
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    garbage,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
