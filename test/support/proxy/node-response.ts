import { request } from 'node:http';
import { Duplex } from 'node:stream';

/** The first final response of a connection as Node's own client frames it. */
export interface NodeResponse {
  readonly status: number;
  readonly body: string;
  /** Its end arrived: not cut, not refused. */
  readonly isComplete: boolean;
}

/** What the client gets from a backend that says `text` and then ends the connection; undefined where it refuses the head. */
export async function readByNode(text: string, isHead: boolean): Promise<NodeResponse | undefined> {
  const backend = new Backend();
  const client = request({ createConnection: () => backend, method: isHead ? 'HEAD' : 'GET', path: '/' });
  let found: { status: number; body: string; isComplete: boolean } | undefined;
  client.on('error', () => {});
  client.on('upgrade', (incoming, _socket, head: Buffer) => {
    found = { status: incoming.statusCode ?? 0, body: head.toString('latin1'), isComplete: true };
  });
  client.on('response', (incoming) => {
    const response = { status: incoming.statusCode ?? 0, body: '', isComplete: false };
    found = response;
    incoming.on('data', (chunk: Buffer) => (response.body += chunk.toString('latin1')));
    incoming.on('error', () => {});
    incoming.on('end', () => (response.isComplete = incoming.complete));
  });
  client.end();
  await new Promise(setImmediate);
  backend.push(text, 'latin1');
  backend.push(null);
  // The response, its body and its end are events of later turns.
  for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate);
  client.destroy();
  return found;
}

class Backend extends Duplex {
  override _read(): void {}

  override _write(_chunk: unknown, _encoding: BufferEncoding, callback: () => void): void {
    callback();
  }
}
