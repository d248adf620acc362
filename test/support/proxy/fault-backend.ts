import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A complete request, as much of it as the faults need. */
interface WholeRequest {
  readonly operation: string;
  readonly key: string | undefined;
  readonly isHead: boolean;
  /** What this attempt meets, by its number among all attempts of the operation. */
  readonly faults: readonly string[];
}

/** What happened over all backends that share it. */
export class Ledger {
  readonly executions = new Map<string, number>();
  readonly #attempts = new Map<string, number>();
  readonly #keys = new Set<string>();

  executed(id: string): number {
    return this.executions.get(id) ?? 0;
  }

  /** The operation is over: a ledger that lives long would grow without end. */
  forget(id: string): void {
    this.executions.delete(id);
    this.#attempts.delete(id);
  }

  nextAttempt(id: string): number {
    const count = this.#attempts.get(id) ?? 0;
    this.#attempts.set(id, count + 1);
    return count;
  }

  /** Executes the operation, unless the store has its key: then it was executed before. */
  execute({ operation, key }: WholeRequest, store: string): void {
    if (key !== undefined) {
      const known = `${store} ${key}`;
      if (this.#keys.has(known)) return;
      this.#keys.add(known);
    }
    this.executions.set(operation, this.executed(operation) + 1);
  }
}

interface Fault {
  readonly executes: boolean;
  act(socket: Socket, ok: string): void;
}

const head = (status: string, fields = '') => `HTTP/1.1 ${status}\r\n${fields}Content-Length: 0\r\n\r\n`;
/** What a backend does with a complete request. */
export const faults: Readonly<Record<string, Fault>> = {
  answers: { executes: true, act: (socket, ok) => socket.write(ok) },
  'answers and closes': { executes: true, act: (socket, ok) => socket.end(ok) },
  'answers and resets a moment later': {
    executes: true,
    act: (socket, ok) => socket.write(ok, () => setTimeout(() => socket.resetAndDestroy(), 1)),
  },
  'answers in pieces': {
    executes: true,
    act: (socket, ok) => {
      socket.write(ok.slice(0, 20));
      setTimeout(() => socket.write(ok.slice(20, 60)), 2);
      setTimeout(() => socket.write(ok.slice(60)), 4);
    },
  },
  'hints and answers': {
    executes: true,
    act: (socket, ok) => socket.write(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok}`),
  },
  'resets unexecuted': { executes: false, act: (socket) => socket.resetAndDestroy() },
  'closes unexecuted': { executes: false, act: (socket) => socket.destroy() },
  'executes and resets': { executes: true, act: (socket) => socket.resetAndDestroy() },
  'executes and closes': { executes: true, act: (socket) => socket.destroy() },
  'executes and hangs': { executes: true, act: () => {} },
  'executes and talks garbage': { executes: true, act: (socket) => socket.write('what?\r\n\r\n') },
  'executes and breaks off': { executes: true, act: (socket, ok) => socket.end(ok.slice(0, -3)) },
  'executes and hangs within the answer': {
    executes: true,
    act: (socket, ok) => socket.write(ok.slice(0, -3)),
  },
  'is not the owner': { executes: false, act: (socket) => socket.write(head('421 Misdirected Request')) },
  'does not know the path': {
    executes: false,
    act: (socket) => socket.write(head('404 Not Found', 'X-Banyan-Not-Mine: 1\r\n')),
  },
  'is overloaded': { executes: false, act: (socket) => socket.write(head('503 Busy', 'Retry-After: 1\r\n')) },
  'executes and says 503': { executes: true, act: (socket) => socket.write(head('503 Busy')) },
};

export interface FaultBackend {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A server that does with each request what the request asks for in X-Faults, or answers if it `isWell`; `store`: where it keeps its idempotency keys.
 */
export async function faultBackend(
  ledger: Ledger,
  store: string,
  isWell: boolean,
  port = 0,
): Promise<FaultBackend> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('end', () => socket.end());
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let end = requestEnd(text); end > 0; end = requestEnd(text)) {
        const request = readRequest(text);
        text = text.slice(end);
        const wanted = request.faults[ledger.nextAttempt(request.operation)];
        serve(request, isWell ? 'answers' : (wanted ?? 'answers'), socket, { ledger, store });
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function serve(
  request: WholeRequest,
  faultName: string,
  socket: Socket,
  { ledger, store }: { readonly ledger: Ledger; readonly store: string },
): void {
  const fault = faults[faultName];
  if (fault === undefined) throw new Error(`unknown fault ${faultName}`);
  if (fault.executes) ledger.execute(request, store);
  const body = `done ${request.operation}`;
  const fields = `X-Operation: ${request.operation}\r\nContent-Length: ${body.length}\r\n`;
  fault.act(socket, `HTTP/1.1 200 OK\r\n${fields}\r\n${request.isHead ? '' : body}`);
}

/** Where the first request of a text ends; 0 while it is not complete. */
function requestEnd(text: string): number {
  const end = text.indexOf('\r\n\r\n') + 4;
  if (end < 4) return 0;
  const fields = text.slice(0, end);
  if (/\r\ntransfer-encoding: chunked\r\n/i.test(fields)) {
    const last = text.startsWith('0\r\n\r\n', end) ? end : text.indexOf('\r\n0\r\n\r\n', end) + 2;
    return last < end ? 0 : last + 5;
  }
  const length = Number(/\r\ncontent-length: (\d+)\r\n/i.exec(fields)?.[1] ?? 0);
  return text.length >= end + length ? end + length : 0;
}

function readRequest(text: string): WholeRequest {
  const field = (name: string) => new RegExp(`\\r\\n${name}: ([^\\r]*)\\r\\n`, 'i').exec(text)?.[1];
  return {
    operation: field('x-operation') ?? '',
    key: field('idempotency-key'),
    isHead: text.startsWith('HEAD '),
    faults: (field('x-faults') ?? '').split(','),
  };
}
