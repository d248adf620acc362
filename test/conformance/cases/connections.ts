import type { Socket } from 'node:net';
import type { ConformanceCase, ConformanceGroup } from '../case.ts';
import { firstFault } from '../case.ts';
import { get, shown, talk } from '../conversation.ts';
import { response, type SeenRequest } from '../recorder.ts';

const kept: ConformanceCase[] = [
  {
    name: 'pipelined requests are answered in order',
    async play(stage) {
      stage.monolith.behave((socket, { target }) => socket.write(response(target)));
      const { responses, text } = await talk(
        stage.port,
        ['/1', '/2', '/3', '/4'].map((path) => get(path)).join(''),
        { responses: 4 },
      );
      return responses.map(({ body }) => body).join() === '/1,/2,/3,/4' ? undefined : shown(text);
    },
  },
  {
    name: 'pipelined requests to two clusters are answered in order',
    async play(stage) {
      stage.service.behave((socket, { target }) => setTimeout(() => socket.write(response(target)), 100));
      stage.monolith.behave((socket, { target }) => socket.write(response(target)));
      const { responses, text } = await talk(
        stage.port,
        ['/api/orders/1', '/2'].map((path) => get(path)).join(''),
        { responses: 2 },
      );
      return responses.map(({ body }) => body).join() === '/api/orders/1,/2' ? undefined : shown(text);
    },
  },
  {
    name: 'a connection serves one request after another',
    async play(stage) {
      const { responses } = await talk(stage.port, [get('/1'), get('/2')], { responses: 2 });
      return responses.length === 2 ? undefined : `${responses.length} answers`;
    },
  },
  {
    name: 'HTTP/1.0 without keep-alive ends with the answer',
    async play(stage) {
      const { isClosed, text } = await talk(stage.port, 'GET /e HTTP/1.0\r\nHost: a\r\n\r\n');
      return isClosed && / 200 /.test(text) && !/transfer-encoding/i.test(text) ? undefined : shown(text);
    },
  },
  {
    name: 'Connection: close ends the connection behind the answer',
    async play(stage) {
      const { isClosed, responses } = await talk(stage.port, get('/e', 'Connection: close'));
      return isClosed && responses.length === 1 ? undefined : 'the connection stayed open';
    },
  },
  ...(
    [
      ['a second response', response('poison')],
      ['bytes', 'x'],
      ['a body behind its end', 'poison'.repeat(100)],
    ] as const
  ).map(
    ([title, extra]): ConformanceCase => ({
      name: `${title} that nobody asked for reach no other client`,
      async play(stage) {
        stage.monolith.behave((socket) => socket.write(response('hello') + extra));
        for (let count = 0; count < 4; count++) {
          const { text, responses } = await talk(stage.port, get('/e'), { responses: 1 });
          if (responses[0]?.status === 200 && responses[0].body !== 'hello') return shown(text);
          if (responses[0] === undefined) return `no answer: ${shown(text)}`;
        }
        return undefined;
      },
    }),
  ),
  ...(['GET', 'POST'] as const).map(
    (method): ConformanceCase => ({
      name: `${method}s survive a backend that closes idle connections unannounced`,
      async play(stage) {
        stage.monolith.behave((socket, request) => {
          socket.write(response(request.target));
          setImmediate(() => socket.end());
        });
        for (let count = 0; count < 40; count++) {
          const { responses, text } = await talk(
            stage.port,
            `${method} /${count} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n`,
            { responses: 1 },
          );
          if (responses[0]?.body !== `/${count}`) return `request ${count}: ${shown(text)}`;
        }
        const { length } = stage.monolith.requests;
        return method === 'POST' && length !== 40 ? `${length} executions of 40 writes` : undefined;
      },
    }),
  ),
];

/** Resolves with true when the backend's connection ends within the time. */
function ends(socket: Socket, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, withinMs, false);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(true);
    });
    if (socket.destroyed) resolve(true);
  });
}

const departures: ConformanceCase[] = [
  {
    name: 'a client that leaves while it waits takes its request with it',
    async play(stage) {
      const arrived = new Promise<Socket>((resolve) => stage.monolith.behave((socket) => resolve(socket)));
      let client: Socket | undefined;
      void talk(stage.port, get('/e'), { onSocket: (socket) => (client = socket), quietMs: 3_000 });
      const socket = await arrived;
      client?.destroy();
      return (await ends(socket, 800)) ? undefined : 'the backend still works for nobody after 0.8 s';
    },
  },
  {
    name: 'a client that leaves during a download ends it',
    async play(stage) {
      const arrived = new Promise<Socket>((resolve) =>
        stage.monolith.behave((socket) => {
          socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n${'x'.repeat(100_000)}`);
          resolve(socket);
        }),
      );
      let client: Socket | undefined;
      void talk(stage.port, get('/e'), { onSocket: (socket) => (client = socket), quietMs: 3_000 });
      const socket = await arrived;
      client?.destroy();
      return (await ends(socket, 900)) ? undefined : 'the backend still sends to nobody after 0.9 s';
    },
  },
  {
    name: 'a client that leaves during an upload ends it',
    async play(stage) {
      const arrived = new Promise<Socket>((resolve) =>
        stage.monolith.behave(() => {}, { onHead: (socket) => (resolve(socket), false) }),
      );
      let client: Socket | undefined;
      void talk(
        stage.port,
        `POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(70_000)}`,
        {
          onSocket: (socket) => (client = socket),
          quietMs: 3_000,
        },
      );
      // A proxy that keeps the whole upload to itself first has nothing to end.
      const socket = await Promise.race([
        arrived,
        new Promise<undefined>((resolve) => setTimeout(resolve, 500, undefined)),
      ]);
      client?.destroy();
      if (socket === undefined) return undefined;
      const isEnded = await ends(socket, 900);
      return firstFault(
        !isEnded && 'the backend still waits for nobody after 0.9 s',
        stage.monolith.requests.length > 0 && 'half an upload was executed as a whole one',
      );
    },
  },
  {
    name: 'a head that does not end is dropped within 6 s',
    async play(stage) {
      const { isClosed } = await talk(stage.port, 'GET /e HTTP/1.1\r\nHost: a\r\n', { quietMs: 6_500 });
      return isClosed ? undefined : 'the connection is still open';
    },
  },
];

const upgrade = (...fields: string[]) =>
  get(
    '/ws',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...fields,
  );
const accepted =
  'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n';

const upgrades: ConformanceCase[] = [
  {
    name: 'a WebSocket that the backend accepts is a tunnel in both directions',
    async play(stage) {
      stage.monolith.behave((socket) => {
        socket.removeAllListeners('data');
        socket.on('data', (bytes) => socket.write(bytes));
        socket.write(accepted);
      });
      const { text } = await talk(stage.port, upgrade(), {
        until: (received) => received.includes('abc'),
        onSocket: (socket) => socket.once('data', () => socket.write('\x81\x03abc', 'latin1')),
      });
      return text.startsWith('HTTP/1.1 101') && text.includes('\x81\x03abc') ? undefined : shown(text);
    },
  },
  {
    name: 'a WebSocket that the backend refuses is refused, not opened first',
    async play(stage) {
      stage.monolith.behave((socket) => socket.write(response('no', '401 Unauthorized')));
      const { responses, text } = await talk(stage.port, upgrade(), { responses: 1 });
      return responses[0]?.status === 401 ? undefined : shown(text);
    },
  },
  {
    name: 'a refused WebSocket leaves no tunnel behind for a smuggled request',
    async play(stage) {
      stage.monolith.behave((socket, { target }: SeenRequest) =>
        socket.write(target === '/ws' ? response('no', '426 Upgrade Required') : response(target)),
      );
      const { responses } = await talk(stage.port, upgrade() + get('/api/orders/hidden'));
      const leaked = stage.monolith.requests.some(({ target }) => target.includes('hidden'));
      return firstFault(
        leaked && 'a request for the service reached the monolith through the tunnel',
        responses[0]?.status !== 426 && 'not refused',
      );
    },
  },
  {
    name: 'an accept that does not belong to the key opens no tunnel',
    async play(stage) {
      stage.monolith.behave((socket) => socket.write(accepted.replace('s3pPLM', 'AAAAAA')));
      const { text } = await talk(stage.port, upgrade(), {
        until: (received) => received.includes('\r\n\r\n'),
      });
      return text.startsWith('HTTP/1.1 101') ? 'the tunnel is open' : undefined;
    },
  },
  {
    name: 'a version that the backend does not take is its answer',
    async play(stage) {
      stage.monolith.behave((socket) =>
        socket.write(response('', '426 Upgrade Required', 'Sec-WebSocket-Version: 13')),
      );
      const { responses, text } = await talk(stage.port, upgrade().replace('Version: 13', 'Version: 99'), {
        responses: 1,
      });
      return responses[0] !== undefined && responses[0].status >= 400 && responses[0].status < 500
        ? undefined
        : shown(text);
    },
  },
];

export const connections: ConformanceGroup = {
  name: 'connections',
  asks: 'pipelines, races on kept connections, clients that leave and upgrades are right',
  cases: [...kept, ...departures, ...upgrades],
};
