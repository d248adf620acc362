import { connect, type Socket } from 'node:net';
import { readResponse, type ReadResponse } from './read-response.ts';

/** A client that writes bytes and collects bytes. */
export interface RawClient {
  readonly socket: Socket;
  /** Everything received so far, latin1. */
  readonly received: () => string;
  send(text: string): void;
  /** Resolves once what was received satisfies the condition; rejects when the connection closes before. */
  until(condition: (received: string) => boolean): Promise<string>;
  /** Resolves with everything received once the connection is closed; `isReset`: not by an orderly end. */
  closed(): Promise<{ received: string; isReset: boolean }>;
  /** The next complete response; rejects when the connection ends before. */
  response(isHead?: boolean): Promise<ReadResponse>;
}

export function rawClient(port: number): RawClient {
  let received = '';
  let read = 0;
  let isClosed = false;
  let isReset = false;
  const listeners = new Set<() => void>();
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: false });
  const notify = () => {
    for (const listener of listeners) listener();
  };
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    notify();
  });
  socket.on('error', () => (isReset = true));
  socket.on('close', () => {
    isClosed = true;
    notify();
  });
  const wait = <T>(check: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const listener = () => {
        const value = check();
        if (value === undefined && !isClosed) return;
        listeners.delete(listener);
        if (value === undefined) reject(new Error(`connection closed after ${JSON.stringify(received)}`));
        else resolve(value);
      };
      listeners.add(listener);
      listener();
    });
  return {
    socket,
    received: () => received,
    send: (text) => socket.write(text, 'latin1'),
    until: (condition) => wait(() => (condition(received) ? received : undefined)),
    closed: () => wait(() => (isClosed ? { received, isReset } : undefined)),
    response: (isHead = false) =>
      wait(() => {
        const found = readResponse(received.slice(read), isHead);
        if (found !== undefined) read += found.length;
        return found;
      }),
  };
}

/** Sends bytes on a connection of their own and returns everything that comes back until the connection closes. */
export async function exchangeBytes(port: number, text: string): Promise<string> {
  const client = rawClient(port);
  client.send(text);
  return (await client.closed()).received;
}

/** A whole request with `Connection: close`, answered by one response. */
export async function ask(
  port: number,
  method: string,
  target: string,
  fields: readonly string[] = [],
  body?: string,
): Promise<ReadResponse> {
  const client = rawClient(port);
  const length = body === undefined ? [] : [`Content-Length: ${body.length}`];
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: shop.test',
    ...fields,
    ...length,
    'Connection: close',
  ];
  client.send(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
  const response = await client.response(method === 'HEAD');
  client.socket.destroy();
  return response;
}
