import {
  END_HEADERS,
  END_STREAM,
  frame,
  frameClient,
  frameType,
  headerBlock,
  requestFields,
  type FrameClient,
} from '../../support/proxy/http2-frames.ts';
import { firstFault, type ConformanceCase, type ConformanceGroup, type Fault } from '../case.ts';
import type { Stage } from '../stage.ts';
import { response } from '../recorder.ts';

type Fields = readonly (readonly [string, string])[];

const plain = requestFields('/h');
const without = (name: string): Fields => plain.filter(([each]) => each !== name);
const instead = (name: string, value: string): Fields =>
  plain.map(([each, old]) => [each, each === name ? value : old]);

/** Requests that RFC 9113 calls malformed, or that would be others in HTTP/1.1. */
const malformed: Readonly<Record<string, Fields>> = {
  'a line end in a value': [...plain, ['x', 'a\r\nx-injected: 1']],
  'a line feed in a value': [...plain, ['x', 'a\nx-injected: 1']],
  'NUL in a value': [...plain, ['x-injected', 'a\0b']],
  'a colon in a name': [...plain, ['x-injected: 1', 'a']],
  'a line end in a name': [...plain, ['a\r\nx-injected', '1']],
  'a space in a name': [...plain, ['x-injected ', '1']],
  'capitals in a name': [...plain, ['X-Injected', '1']],
  'an empty name': [...plain, ['', 'x-injected']],
  'a transfer coding': [...plain, ['transfer-encoding', 'chunked']],
  'a Connection field': [...plain, ['connection', 'x-injected']],
  'a Keep-Alive field': [...plain, ['keep-alive', 'timeout=5']],
  'an Upgrade field': [...plain, ['upgrade', 'websocket']],
  'TE but for trailers': [...plain, ['te', 'gzip']],
  'two lengths': [...plain, ['content-length', '0'], ['content-length', '5']],
  'a length of a body that does not come': [...plain, ['content-length', '5']],
  'a Host beside another authority': [...plain, ['host', 'injected.test']],
  'a line end in the path': instead(':path', '/h HTTP/1.1\r\nx-injected: 1'),
  'a space in the path': instead(':path', '/h HTTP/1.1'),
  'a fragment in the path': instead(':path', '/h#x-injected'),
  'an empty path': instead(':path', ''),
  'a path that is a name': instead(':path', 'h'),
  'a line end in the method': instead(':method', 'GET /injected HTTP/1.1\r\nx-injected: 1'),
  'a space in the method': instead(':method', 'GET /injected'),
  'a line end in the authority': instead(':authority', 'a\r\nx-injected: 1'),
  'user information in the authority': instead(':authority', 'injected@a'),
  'no path': without(':path'),
  'no method': without(':method'),
  'no scheme': without(':scheme'),
  'two paths': [...plain, [':path', '/injected']],
  'a pseudo-field behind a field': [['x', 'a'], ...plain],
  'an unknown pseudo-field': [...plain, [':injected', '1']],
  'a pseudo-field of responses': [...plain, [':status', '200']],
};

async function connected(stage: Stage): Promise<FrameClient> {
  const client = frameClient(stage.http2Port ?? 0);
  await client.until(({ type, flags }) => type === frameType.settings && flags === 1);
  return client;
}

const head = (stream: number, fields: Fields, flags = END_STREAM | END_HEADERS): Buffer =>
  frame(frameType.headers, flags, stream, headerBlock(fields));

/** Waits for the end of a stream, however it comes. */
async function ended(client: FrameClient, stream: number): Promise<'answered' | 'reset' | 'ended'> {
  const last = await client
    .until(
      (each) =>
        each.type === frameType.goAway ||
        (each.stream === stream &&
          (each.type === frameType.resetStream || ((each.flags & END_STREAM) !== 0 && each.type <= 1))),
    )
    .catch(() => undefined);
  if (last === undefined || last.type === frameType.goAway) return 'ended';
  return last.type === frameType.resetStream ? 'reset' : 'answered';
}

/** Nothing of a malformed request may reach a backend: it is refused, or what is malformed is not there. */
function leftOver(stage: Stage): Fault {
  for (const { method, target, fields, body } of stage.seen()) {
    if (method !== 'GET' || target !== '/h' || body !== '') return `a backend saw ${method} ${target}`;
    for (const [name, value] of fields) {
      const isOurs = name.startsWith('x-forwarded-') || name === 'forwarded';
      if (!isOurs && /injected/i.test(name + value)) return `a backend saw ${name}: ${value}`;
      const isFraming = ['transfer-encoding', 'upgrade', 'keep-alive', 'te', 'content-length'].includes(name);
      if (isFraming && value !== '0') return `a backend saw ${name}: ${value}`;
    }
  }
  return stage.problems()[0];
}

const malformedCases: ConformanceCase[] = Object.entries(malformed).map(([name, fields]) => ({
  name: `${name} is refused, or not there`,
  async play(stage) {
    const client = await connected(stage);
    client.send(head(1, fields));
    await ended(client, 1);
    client.socket.destroy();
    return firstFault(leftOver(stage), await stage.isAlive());
  },
}));

const exchangeCases: ConformanceCase[] = [
  {
    name: 'a request is one request, and its cookies are one field',
    async play(stage) {
      const client = await connected(stage);
      client.send(head(1, [...plain, ['cookie', 'a=1'], ['cookie', 'b=2']]));
      const how = await ended(client, 1);
      client.socket.destroy();
      const [seen] = stage.seen();
      const cookies = seen?.fields.filter(([name]) => name === 'cookie').map(([, value]) => value);
      return firstFault(
        how !== 'answered' && `it was ${how}`,
        cookies?.join('|') !== 'a=1; b=2' && `cookies are ${cookies?.join('|')}`,
        stage.problems()[0],
      );
    },
  },
  ...(['hello!', 'hell'] as const).map(
    (body): ConformanceCase => ({
      name: `a body of ${body.length} bytes that says 5 is never a whole request`,
      async play(stage) {
        const client = await connected(stage);
        const fields: Fields = [...requestFields('/h', 'POST'), ['content-length', '5']];
        client.send(head(1, fields, END_HEADERS), frame(frameType.data, END_STREAM, 1, body));
        await ended(client, 1);
        client.socket.destroy();
        return firstFault(stage.seen().length > 0 && 'it was executed', stage.problems()[0]);
      },
    }),
  ),
  {
    name: 'a body that is reset in its middle is never a whole request',
    async play(stage) {
      const client = await connected(stage);
      const reset = Buffer.from([0, 0, 0, 8]);
      for (let stream = 1; stream < 20; stream += 2)
        client.send(
          head(stream, requestFields('/h', 'POST'), END_HEADERS),
          frame(frameType.data, 0, stream, 'half'),
          frame(frameType.resetStream, 0, stream, reset),
        );
      client.send(frame(frameType.ping, 0, 0, '12345678'));
      await client.until(({ type }) => type === frameType.ping);
      client.socket.destroy();
      return firstFault(stage.seen().length > 0 && 'it was executed', stage.problems()[0]);
    },
  },
  {
    name: 'a response that breaks off is reset, never ended',
    async play(stage) {
      stage.monolith.behave((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket.resetAndDestroy());
      });
      const client = await connected(stage);
      client.send(head(1, plain));
      const how = await ended(client, 1);
      const status = client.frames.filter(({ type, stream }) => type === frameType.data && stream === 1);
      client.socket.destroy();
      return how === 'answered' && status.length > 0 ? 'half of a body was ended cleanly' : undefined;
    },
  },
  {
    name: 'fifty streams at a time are each answered',
    async play(stage) {
      stage.monolith.behave((socket, { target }) => socket.write(response(target)));
      const client = await connected(stage);
      const streams = Array.from({ length: 50 }, (_, index) => 1 + 2 * index);
      client.send(...streams.map((stream) => head(stream, requestFields(`/h/${stream}`))));
      const all = await Promise.all(streams.map((stream) => ended(client, stream)));
      client.socket.destroy();
      return all.every((how) => how === 'answered') ? undefined : `they were ${[...new Set(all)].join()}`;
    },
  },
];

/** Sends so many frames of a kind and says whether the session was ended for it. */
function flood(name: string, make: (count: number) => Buffer): ConformanceCase {
  return {
    name,
    async play(stage) {
      const client = await connected(stage);
      for (let count = 0; count < 20_000 && !client.socket.closed; count++) {
        client.send(make(count));
        if (count % 200 === 0) await new Promise(setImmediate);
      }
      const isEnded = client.socket.closed || client.frames.some(({ type }) => type === frameType.goAway);
      client.socket.destroy();
      return firstFault(!isEnded && 'the session went on', await stage.isAlive());
    },
  };
}

const floods: ConformanceCase[] = [
  flood('streams that are opened only to be reset end the session', (count) =>
    Buffer.concat([
      head(1 + 2 * count, plain),
      frame(frameType.resetStream, 0, 1 + 2 * count, Buffer.from([0, 0, 0, 8])),
    ]),
  ),
  flood('a header section without end ends the session', (count) =>
    count === 0
      ? frame(frameType.headers, END_STREAM, 1, headerBlock(plain))
      : frame(frameType.continuation, 0, 1, headerBlock([[`x-${count}`, 'y'.repeat(100)]])),
  ),
  flood('empty DATA without end ends the session', (count) =>
    count === 0 ? head(1, requestFields('/h', 'POST'), END_HEADERS) : frame(frameType.data, 0, 1),
  ),
  flood('settings without end end the session', () => frame(frameType.settings, 0, 0)),
  flood('pings without end end the session', () => frame(frameType.ping, 0, 0, '12345678')),
];

export const http2: ConformanceGroup = {
  name: 'http2',
  asks: 'A stream is the one request that it would be in HTTP/1.1, or none; half of a message is never a whole one; a session that costs more than it is worth is ended.',
  cases: [...malformedCases, ...exchangeCases, ...floods],
};
