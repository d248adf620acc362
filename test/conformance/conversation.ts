import { connect, type Socket } from 'node:net';
import { type ReadResponse, readResponse } from '../support/proxy/read-response.ts';

/** What a client saw on one connection. */
export interface Conversation {
  /** Everything that came back, latin1. */
  readonly text: string;
  /** The complete final responses in order, read strictly; a response that ends with the connection is not among them. */
  readonly responses: readonly ReadResponse[];
  /** What came after the last complete response. */
  readonly rest: string;
  readonly isClosed: boolean;
  readonly isReset: boolean;
}

export interface TalkOptions {
  /** Ends once so many final responses are complete; by default only with the connection, or when nothing comes for `quietMs`. */
  readonly responses?: number;
  /** Ends once what came satisfies it. */
  readonly until?: (text: string) => boolean;
  /** Silence after which nothing more is expected; 1,500 by default. */
  readonly quietMs?: number;
  readonly isHead?: boolean;
  readonly onSocket?: (socket: Socket) => void;
}

/** Sends texts (latin1), each in a segment of its own, and listens. */
export function talk(
  port: number,
  texts: string | readonly string[],
  options: TalkOptions = {},
): Promise<Conversation> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let text = '';
    let isReset = false;
    const finish = (isClosed: boolean) => {
      clearTimeout(quiet);
      socket.removeAllListeners('close');
      socket.destroy();
      resolve({ text, ...read(text, options.isHead ?? false), isClosed, isReset });
    };
    const quiet = setTimeout(() => finish(false), options.quietMs ?? 1_500);
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      quiet.refresh();
      text += bytes.toString('latin1');
      const isEnough =
        options.until?.(text) ??
        (options.responses !== undefined &&
          read(text, options.isHead ?? false).responses.length >= options.responses);
      if (isEnough) finish(false);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => (isReset ||= error.code === 'ECONNRESET'));
    socket.on('close', () => finish(true));
    options.onSocket?.(socket);
    void write(socket, typeof texts === 'string' ? [texts] : texts);
  });
}

async function write(socket: Socket, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    if (socket.destroyed) return;
    socket.write(text, 'latin1');
    await new Promise(setImmediate);
  }
}

function read(text: string, isHead: boolean): Pick<Conversation, 'responses' | 'rest'> {
  const responses: ReadResponse[] = [];
  let rest = text;
  for (;;) {
    const next = readResponse(rest, isHead);
    if (next === undefined) return { responses, rest };
    responses.push(next);
    rest = rest.slice(next.length);
  }
}

/** The text of a GET. */
export function get(path: string, ...fields: string[]): string {
  return `${[`GET ${path} HTTP/1.1`, 'Host: a', ...fields].join('\r\n')}\r\n\r\n`;
}

/** The beginning of a text, to be read in a message. */
export function shown(text: string): string {
  return JSON.stringify(text.slice(0, 120));
}
