import { createServer, type IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';

/** Requests as Node's own parser frames them. */
export interface NodeFraming {
  readonly requests: { readonly method: string; readonly target: string; readonly body: string }[];
  /** What it refused, as its error code; undefined when it read to the end. */
  refused: string | undefined;
}

/** A reader of request messages that is made of Node's HTTP server. */
export interface NodeReader {
  read(text: string): Promise<NodeFraming>;
}

class Memory extends Duplex {
  override _read(): void {}

  override _write(_chunk: unknown, _encoding: BufferEncoding, callback: () => void): void {
    callback();
  }
}

export function nodeReader(): NodeReader {
  const framings = new WeakMap<object, NodeFraming>();
  const server = createServer({ keepAliveTimeout: 0 }, (incoming: IncomingMessage, response) => {
    const framing = framings.get(incoming.socket);
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', () => {});
    incoming.on('end', () =>
      framing?.requests.push({
        method: incoming.method ?? '',
        target: incoming.url ?? '',
        body: Buffer.concat(chunks).toString('latin1'),
      }),
    );
    response.end();
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const framing = framings.get(socket);
    // Not destroyed: that would take the ends of the bodies before it along.
    if (framing) framing.refused ??= error.code ?? error.message;
  });
  return {
    async read(text) {
      const framing: NodeFraming = { requests: [], refused: undefined };
      const memory = new Memory();
      memory.on('error', () => {});
      framings.set(memory, framing);
      server.emit('connection', memory);
      memory.push(text, 'latin1');
      // Bodies are streams: their ends are events of later turns.
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
      memory.destroy();
      return framing;
    },
  };
}
