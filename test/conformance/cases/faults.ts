import type { Socket } from 'node:net';
import type { ConformanceCase, ConformanceGroup, Fault } from '../case.ts';
import { firstFault } from '../case.ts';
import { talk } from '../conversation.ts';
import { type EarlyBehaviour, response, type SeenRequest } from '../recorder.ts';
import type { Stage } from '../stage.ts';

/** Longer than every deadline of a subject (1 s for the backend), and than twice that for one more attempt. */
const patienceMs = 4_500;

interface BackendFault {
  readonly name: string;
  /** What the client may see: a complete answer of the backend, an error of the proxy, or a response that is cut. */
  readonly may: readonly ('answer' | 'error' | 'cut')[];
  readonly answer?: (socket: Socket, request: SeenRequest) => void;
  readonly early?: EarlyBehaviour;
}

const head = 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n';
const chunkedHead = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

/** Ends once what was written is on its way: a reset may overtake it. */
function thenReset(socket: Socket, text: string): void {
  socket.write(text, () => setTimeout(() => socket.resetAndDestroy(), 30));
}

const faultsOfBackends: readonly BackendFault[] = [
  {
    name: 'resets every connection at once',
    may: ['error'],
    early: { onConnection: (socket) => socket.resetAndDestroy() },
  },
  {
    name: 'closes every connection at once',
    may: ['error'],
    early: { onConnection: (socket) => socket.end() },
  },
  {
    name: 'resets when it has the head',
    may: ['error'],
    early: { onHead: (socket) => (socket.resetAndDestroy(), true) },
  },
  {
    name: 'closes when it has the head',
    may: ['error'],
    early: { onHead: (socket) => (socket.destroy(), true) },
  },
  { name: 'resets when it has the request', may: ['error'], answer: (socket) => socket.resetAndDestroy() },
  { name: 'closes when it has the request', may: ['error'], answer: (socket) => socket.end() },
  {
    name: 'resets within the head',
    may: ['error'],
    answer: (socket) => thenReset(socket, 'HTTP/1.1 200 OK\r\nX-'),
  },
  {
    name: 'closes within the head',
    may: ['error'],
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nX-A: b\r\n'),
  },
  { name: 'resets before the body', may: ['error', 'cut'], answer: (socket) => thenReset(socket, head) },
  { name: 'closes before the body', may: ['error', 'cut'], answer: (socket) => socket.end(head) },
  {
    name: 'resets within the body',
    may: ['error', 'cut'],
    answer: (socket) => thenReset(socket, `${head}hello`),
  },
  { name: 'closes within the body', may: ['error', 'cut'], answer: (socket) => socket.end(`${head}hello`) },
  {
    name: 'resets within a chunk',
    may: ['error', 'cut'],
    answer: (socket) => thenReset(socket, `${chunkedHead}5\r\nhel`),
  },
  {
    name: 'closes between two chunks',
    may: ['error', 'cut'],
    answer: (socket) => socket.end(`${chunkedHead}5\r\nhello\r\n`),
  },
  {
    name: 'closes before the last line end',
    may: ['error', 'cut'],
    answer: (socket) => socket.end(`${chunkedHead}5\r\nhello\r\n0\r\n`),
  },
  { name: 'never answers', may: ['error'], answer: () => {} },
  {
    name: 'falls silent within the head',
    may: ['error'],
    answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nX'),
  },
  {
    name: 'falls silent within the body',
    may: ['error', 'cut'],
    answer: (socket) => socket.write(`${head}hello`),
  },
  {
    name: 'falls silent between chunks',
    may: ['error', 'cut'],
    answer: (socket) => socket.write(`${chunkedHead}5\r\nhello\r\n`),
  },
  {
    name: 'answers with garbage',
    may: ['error'],
    answer: (socket) => socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'),
  },
  {
    name: 'answers without a head',
    may: ['error'],
    answer: (socket) => socket.end('<h1>hello</h1>\r\n\r\n'),
  },
  {
    name: 'answers with a chunk size that is none',
    may: ['error', 'cut'],
    answer: (socket) => socket.write(`${chunkedHead}zz\r\nhello\r\n0\r\n\r\n`),
  },
  {
    name: 'answers with a chunk longer than its size',
    may: ['error', 'cut'],
    answer: (socket) => socket.write(`${chunkedHead}3\r\nhello\r\n0\r\n\r\n`),
  },
  {
    name: 'answers with length and coding',
    may: ['error'],
    answer: (socket) =>
      socket.write(
        'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
      ),
  },
  {
    name: 'answers with two lengths',
    may: ['error'],
    answer: (socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!'),
  },
  {
    name: 'answers with NUL in a field',
    may: ['error'],
    answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 5\r\n\r\nhello'),
  },
  {
    name: 'answers with a head of a megabyte',
    may: ['error'],
    answer: (socket) => socket.end(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(1_000_000)}\r\n\r\n`),
  },
  {
    name: 'switches protocols unasked',
    may: ['error'],
    answer: (socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
  },
  {
    name: 'answers after ten interim responses',
    may: ['answer'],
    answer: (socket) =>
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(10) + response('hello')),
  },
  {
    name: 'drips its answer byte by byte',
    may: ['answer'],
    answer: (socket) => drip(socket, response('hello')),
  },
  {
    name: 'ends its answer with the connection',
    may: ['answer'],
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nhello'),
  },
  {
    name: 'answers in HTTP/1.0',
    may: ['answer'],
    answer: (socket) => socket.end('HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello'),
  },
];

function drip(socket: Socket, text: string): void {
  const next = (at: number) => {
    if (at < text.length && !socket.destroyed)
      socket.write(text.charAt(at), () => setImmediate(next, at + 1));
  };
  socket.setNoDelay(true);
  next(0);
}

const sizes = { GET: 0, 'POST of 1 KB': 1_000, 'POST of 200 KB': 200_000 } as const;

function faultCase(fault: BackendFault, title: keyof typeof sizes): ConformanceCase {
  const isRead = title === 'GET';
  const body = 'x'.repeat(sizes[title]);
  const message = isRead
    ? 'GET /api/orders/1 HTTP/1.1\r\nHost: a\r\n\r\n'
    : `POST /api/orders HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  return {
    name: `${title}, when the backend ${fault.name}`,
    async play(stage) {
      let executions = 0;
      stage.service.behave((socket, request) => {
        executions += 1;
        fault.answer?.(socket, request);
      }, fault.early);
      const seen = await talk(stage.port, message, { responses: 1, quietMs: patienceMs });
      stage.service.reset();
      return firstFault(
        judge(seen, fault.may),
        !isRead && executions > 1 && `the write was executed ${executions} times`,
        await stage.isAlive(),
      );
    },
  };
}

function judge(
  { responses, rest, text, isClosed }: Awaited<ReturnType<typeof talk>>,
  may: BackendFault['may'],
): Fault {
  const [first] = responses;
  if (first === undefined) {
    const isWhole = may.includes('answer') && /^HTTP\/1\.[01] 200 [^]*\r\n\r\nhello$/.test(rest) && isClosed;
    if (isWhole) return undefined;
    if (!isClosed) return `the client still waits, with ${JSON.stringify(text.slice(0, 60))}`;
    if (text === '') return 'the connection was closed without a word';
    return may.includes('cut') || may.includes('error')
      ? looksWhole(rest)
      : `cut: ${JSON.stringify(text.slice(0, 60))}`;
  }
  if (first.status === 500) return 'answered with 500';
  if ([502, 503, 504].includes(first.status))
    return may.includes('error') ? undefined : `answered with ${first.status}`;
  if (may.includes('answer') && first.status === 200 && first.body.endsWith('hello')) return undefined;
  return `answered with ${first.status} and ${JSON.stringify(first.body.slice(0, 40))} as if nothing had happened`;
}

/** Half a body that ends with the connection looks complete when nothing in the head says otherwise. */
function looksWhole(text: string): Fault {
  const isFramed = /^(?:content-length|transfer-encoding):/im.test(text.split('\r\n\r\n', 1)[0] ?? '');
  return text.includes('\r\n\r\n') && !isFramed ? 'half an answer that looks like a whole one' : undefined;
}

const reachable: ConformanceCase[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map(
  (method) => ({
    name: `${method} to a service that is down is answered by the monolith`,
    async play(stage) {
      const body = method === 'POST' || method === 'PUT' || method === 'PATCH' ? 'pay 5' : '';
      const { responses, text } = await talk(
        stage.port,
        `${method} /gone/1 HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        { responses: 1, isHead: method === 'HEAD', quietMs: patienceMs },
      );
      const [request] = stage.monolith.requests;
      return firstFault(
        responses[0]?.status !== 200 && `answered with ${JSON.stringify(text.slice(0, 40))}`,
        stage.monolith.requests.length !== 1 && `executed ${stage.monolith.requests.length} times`,
        request?.body !== body && `the body arrived as ${JSON.stringify(request?.body)}`,
      );
    },
  }),
);

const unreachable: ConformanceCase[] = (['GET', 'POST'] as const).map((method) => ({
  name: `${method} to a cluster that is down, without fallback, is told 502 or 503`,
  async play(stage) {
    const { responses, text } = await talk(
      stage.port,
      `${method} /lost/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n`,
      { responses: 1, quietMs: patienceMs },
    );
    return responses[0]?.status === 502 || responses[0]?.status === 503
      ? undefined
      : `answered with ${JSON.stringify(text.slice(0, 40))}`;
  },
}));

/** The service fails after it may have executed. */
const ambiguous: ConformanceCase[] = faultsOfBackends
  .filter(({ name }) => /^(?:resets|closes) when|^never|^answers with garbage/.test(name))
  .flatMap((fault) =>
    (['GET', 'POST'] as const).map((method) => ({
      name: `${method} with a fallback, when the service ${fault.name}`,
      async play(stage: Stage): Promise<Fault> {
        stage.service.behave((socket, request) => fault.answer?.(socket, request), fault.early);
        const { responses, text } = await talk(
          stage.port,
          `${method} /safe/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n`,
          { responses: 1, quietMs: patienceMs },
        );
        const status = responses[0]?.status;
        const executed = stage.monolith.requests.length;
        return method === 'GET'
          ? firstFault(status !== 200 && `answered with ${JSON.stringify(text.slice(0, 40))}`)
          : firstFault(
              executed > 0 && 'the write was executed once more by the monolith',
              status === 200 && 'answered with 200',
              status === undefined && `answered with ${JSON.stringify(text.slice(0, 40))}`,
            );
      },
    })),
  );

export const faults: ConformanceGroup = {
  name: 'faults',
  asks: 'a broken backend is told in time as 502, 503, 504 or a cut, never as a whole answer; a write runs at most once',
  cases: [
    ...faultsOfBackends.flatMap((fault) =>
      (Object.keys(sizes) as (keyof typeof sizes)[]).map((title) => faultCase(fault, title)),
    ),
    ...reachable,
    ...unreachable,
    ...ambiguous,
  ],
};
