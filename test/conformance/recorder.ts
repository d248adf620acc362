import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A request as a backend with a strict reader of its own sees it; what the proxies under test use is not trusted here. */
export interface SeenRequest {
  readonly method: string;
  readonly target: string;
  /** Names in lower case, values as they came. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Which connection of the recorder it came on, from 0. */
  readonly connection: number;
}

/** What a backend does with a request; `count` is the number of requests before it, on all connections. */
export type Behaviour = (socket: Socket, request: SeenRequest, count: number) => void;

/** What a backend does before it has a whole request. */
export interface EarlyBehaviour {
  readonly onConnection?: (socket: Socket) => void;
  /** Called once per request head; true when the request is not to be read to its end. */
  readonly onHead?: (socket: Socket, head: string) => boolean;
}

export interface Recorder {
  readonly name: string;
  readonly port: number;
  readonly requests: SeenRequest[];
  /** What a strict reader refuses: each is a message that two readers could frame or read in two ways. */
  readonly problems: string[];
  connections: number;
  behave(behaviour: Behaviour, early?: EarlyBehaviour): void;
  /** Forgets what was seen, closes the connections and answers 200 again. */
  reset(): void;
  close(): Promise<void>;
}

export function response(body: string, status = '200 OK', ...fields: string[]): string {
  const lines = [`HTTP/1.1 ${status}`, ...fields, `Content-Length: ${body.length}`];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

export async function startRecorder(name: string): Promise<Recorder> {
  const answer: Behaviour = (socket, { method }) => {
    const whole = response(name, '200 OK', `X-Backend: ${name}`);
    socket.write(method === 'HEAD' ? whole.slice(0, -name.length) : whole);
  };
  let behaviour = answer;
  let early: EarlyBehaviour = {};
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const connection = recorder.connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    early.onConnection?.(socket);
    let waiting = '';
    let isHeadSeen = false;
    /** Characters before which nothing new can be read. */
    let awaitedLength = 0;
    const pieces: string[] = [];
    let piecesLength = 0;
    const readAll = () => {
      for (;;) {
        const headEnd = waiting.indexOf('\r\n\r\n');
        if (headEnd >= 0 && !isHeadSeen && early.onHead?.(socket, waiting.slice(0, headEnd)) === true) {
          waiting = '';
          return;
        }
        isHeadSeen = headEnd >= 0;
        const read = readRequest(waiting, connection);
        if ('awaitedLength' in read) {
          awaitedLength = read.awaitedLength;
          return;
        }
        if ('problem' in read) {
          recorder.problems.push(`${read.problem}: ${JSON.stringify(waiting.slice(0, 200))}`);
          socket.destroy();
          return;
        }
        waiting = waiting.slice(read.length);
        isHeadSeen = false;
        behaviour(socket, read.request, recorder.requests.push(read.request) - 1);
      }
    };
    socket.on('data', (bytes) => {
      pieces.push(bytes.toString('latin1'));
      piecesLength += bytes.length;
      if (waiting.length + piecesLength < awaitedLength) return;
      waiting += pieces.splice(0).join('');
      piecesLength = 0;
      awaitedLength = 0;
      readAll();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const recorder: Recorder = {
    name,
    port: (server.address() as AddressInfo).port,
    requests: [],
    problems: [],
    connections: 0,
    behave(next, nextEarly = {}) {
      behaviour = next;
      early = nextEarly;
    },
    reset() {
      behaviour = answer;
      early = {};
      recorder.requests.length = 0;
      recorder.problems.length = 0;
      recorder.connections = 0;
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return recorder;
}

/** The first request of a text, why it is none, or how long the text has to be before it can be one. */
type Read =
  | { readonly request: SeenRequest; readonly length: number }
  | { readonly problem: string }
  | { readonly awaitedLength: number };

const requestLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([\x21-\x7e]+) HTTP\/1\.[01]$/;
const fieldLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*$/;

function readRequest(text: string, connection: number): Read {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) {
    return /[^\r]\n/.test(text.slice(0, 16_384))
      ? { problem: 'a bare line feed' }
      : { awaitedLength: text.length + 1 };
  }
  const [first = '', ...lines] = text.slice(0, headEnd).split('\r\n');
  const [, method = '', target = ''] = requestLine.exec(first) ?? [];
  if (method === '') return { problem: 'not a request line' };
  const fields: [string, string][] = [];
  for (const line of lines) {
    const [, name, value] = fieldLine.exec(line) ?? [];
    if (name === undefined || value === undefined) return { problem: 'not a field line' };
    fields.push([name.toLowerCase(), value]);
  }
  const all = (wanted: string) => fields.filter(([name]) => name === wanted).map(([, value]) => value);
  if (all('host').length > 1) return { problem: 'two Hosts' };
  const codings = all('transfer-encoding');
  const lengths = all('content-length');
  if (codings.length > 0 && lengths.length > 0) return { problem: 'length and transfer coding' };
  if (codings.length > 1 || lengths.length > 1) return { problem: 'framed twice' };
  const request = { method, target, fields, connection };
  const start = headEnd + 4;
  if (codings.length === 1) {
    if (codings[0]?.toLowerCase() !== 'chunked') return { problem: 'another transfer coding' };
    const body = readChunks(text, start);
    if (body === undefined) return { awaitedLength: text.length + 1 };
    if ('problem' in body) return body;
    return { request: { ...request, body: body.text }, length: body.end };
  }
  if (lengths.length === 1 && !/^\d{1,15}$/.test(lengths[0] ?? '')) return { problem: 'not a length' };
  const end = start + Number(lengths[0] ?? 0);
  if (text.length < end) return { awaitedLength: end };
  return { request: { ...request, body: text.slice(start, end) }, length: end };
}

function readChunks(
  text: string,
  start: number,
): { readonly text: string; readonly end: number } | { readonly problem: string } | undefined {
  let body = '';
  for (let at = start; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd < 0) return text.length - at > 20 ? { problem: 'not a chunk size' } : undefined;
    const line = text.slice(at, lineEnd);
    if (!/^[0-9a-f]{1,8}$/i.test(line)) return { problem: 'not a plain chunk size' };
    const size = Number.parseInt(line, 16);
    at = lineEnd + 2;
    if (size === 0) return readTrailers(text, at, body);
    if (text.length < at + size + 2) return undefined;
    if (text.slice(at + size, at + size + 2) !== '\r\n') return { problem: 'a chunk longer than its size' };
    body += text.slice(at, at + size);
    at += size + 2;
  }
}

function readTrailers(text: string, start: number, body: string) {
  for (let at = start; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    if (lineEnd === at) return { text: body, end: at + 2 };
    if (!fieldLine.test(text.slice(at, lineEnd))) return { problem: 'not a trailer' };
    at = lineEnd + 2;
  }
}
