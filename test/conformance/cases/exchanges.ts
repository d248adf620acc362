import { createHash, randomBytes } from 'node:crypto';
import type { ConformanceCase, ConformanceGroup, Fault } from '../case.ts';
import { firstFault } from '../case.ts';
import { get, shown, talk } from '../conversation.ts';
import { response } from '../recorder.ts';

/** One answer of the monolith, as the client sees it. */
function answer(
  name: string,
  sent: string,
  check: (seen: Awaited<ReturnType<typeof talk>>) => Fault,
  message = get('/e'),
  isHead = false,
): ConformanceCase {
  return {
    name,
    async play(stage) {
      stage.monolith.behave((socket) => socket.write(sent, 'latin1'));
      return check(await talk(stage.port, message, { responses: 1, isHead }));
    },
  };
}

const interims: ConformanceCase[] = [
  answer(
    '103 reaches the client before the answer',
    `HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n${response('hello')}`,
    ({ responses: [first], text }) =>
      first?.interims.some((line) => line.includes(' 103 ')) && text.includes('Link: </a>; rel=preload')
        ? undefined
        : shown(text),
  ),
  answer(
    'two 103 reach the client',
    `${'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(2)}${response('hello')}`,
    ({ responses: [first], text }) => (first?.interims.length === 2 ? undefined : shown(text)),
  ),
  answer(
    '102 is no answer',
    `HTTP/1.1 102 Processing\r\n\r\n${response('hello')}`,
    ({ responses: [first], text }) => (first?.body === 'hello' ? undefined : shown(text)),
  ),
  answer(
    'a 100 that nobody asked for is no answer',
    `HTTP/1.1 100 Continue\r\n\r\n${response('hello')}`,
    ({ responses: [first], text }) => (first?.body === 'hello' ? undefined : shown(text)),
  ),
  {
    name: 'Expect: 100-continue is answered before the body, by whoever decides',
    async play(stage) {
      stage.monolith.behave((socket) => socket.write(response('thanks')), {
        onHead(socket, head) {
          if (/^expect: *100-continue/im.test(head)) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
          return false;
        },
      });
      const seen = await talk(
        stage.port,
        'POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n',
        {
          responses: 1,
          quietMs: 1_500,
          onSocket: (socket) => socket.once('data', () => socket.write('hello')),
        },
      );
      return firstFault(
        seen.responses[0]?.status !== 200 && shown(seen.text),
        stage.monolith.requests[0]?.body !== 'hello' && 'the body did not arrive',
      );
    },
  },
  {
    name: 'a refusal instead of 100 is the answer, and the body is not waited for',
    async play(stage) {
      stage.monolith.behave(() => {}, {
        onHead: (socket) => {
          socket.write('HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
          return true;
        },
      });
      const { responses, text } = await talk(
        stage.port,
        'POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n\r\n',
        { responses: 1, quietMs: 2_500 },
      );
      return responses[0]?.status === 413 ? undefined : shown(text);
    },
  },
  {
    name: 'an early answer to an upload reaches the client',
    async play(stage) {
      stage.monolith.behave(() => {}, {
        onHead: (socket) => {
          socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
          return true;
        },
      });
      const { responses, text } = await talk(
        stage.port,
        `POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(100_000)}`,
        { responses: 1, quietMs: 2_500 },
      );
      return responses[0]?.status === 403 ? undefined : shown(text);
    },
  },
];

/** A backend that does not want the body says so and hangs up: its system resets the connection, since there is something unread. */
const refusals: ConformanceCase[] = (
  [
    ['200 KB', 200_000, 'at once'],
    ['4 MB', 4_000_000, 'at once'],
    ['200 KB', 200_000, 'a moment later'],
    ['4 MB', 4_000_000, 'a moment later'],
  ] as const
).map(([size, length, when]) => ({
  name: `a refusal of an upload of ${size} reaches the client, although the backend closes ${when}`,
  async play(stage) {
    const refusal = response('no', '413 Content Too Large', 'Connection: close');
    stage.monolith.behave(() => {}, {
      onHead(socket) {
        if (when === 'at once') socket.write(refusal, () => socket.destroy());
        else {
          socket.pause();
          socket.write(refusal);
          setTimeout(() => socket.destroy(), 30);
        }
        return true;
      },
    });
    const { responses, text } = await talk(
      stage.port,
      `POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n${'x'.repeat(length)}`,
      { responses: 1, quietMs: 3_000 },
    );
    return responses[0]?.status === 413 ? undefined : shown(text);
  },
}));

const bodies: ConformanceCase[] = [
  answer(
    'HEAD keeps the length and has no body',
    'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n',
    ({ responses: [first], rest, text }) =>
      first?.headers['content-length'] === '1000' && rest === '' ? undefined : shown(text),
    'HEAD /e HTTP/1.1\r\nHost: a\r\n\r\n',
    true,
  ),
  answer(
    'HEAD of a chunked resource has no body',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    ({ responses: [first], rest, text }) => (first?.status === 200 && rest === '' ? undefined : shown(text)),
    'HEAD /e HTTP/1.1\r\nHost: a\r\n\r\n',
    true,
  ),
  answer('204 has no body', 'HTTP/1.1 204 No Content\r\n\r\n', ({ responses: [first], rest, text }) =>
    first?.status === 204 && rest === '' && first.headers['transfer-encoding'] === undefined
      ? undefined
      : shown(text),
  ),
  answer(
    '304 keeps its fields and has no body',
    'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n',
    ({ responses: [first], rest, text }) =>
      first?.status === 304 && first.headers['etag'] === '"x"' && rest === '' ? undefined : shown(text),
  ),
  answer(
    '206 keeps its range',
    'HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/9\r\nContent-Length: 5\r\n\r\nhello',
    ({ responses: [first], text }) =>
      first?.status === 206 && first.headers['content-range'] === 'bytes 0-4/9' ? undefined : shown(text),
  ),
  answer(
    'an unknown status stays',
    'HTTP/1.1 299 Odd\r\nContent-Length: 0\r\n\r\n',
    ({ responses: [first], text }) => (first?.status === 299 ? undefined : shown(text)),
  ),
  answer(
    'a status without reason stays',
    'HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhello',
    ({ responses: [first], text }) => (first?.body === 'hello' ? undefined : shown(text)),
  ),
  answer(
    'an empty chunked body is an empty body',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ({ responses: [first], text }) => (first?.status === 200 && first.body === '' ? undefined : shown(text)),
  ),
  answer(
    'chunk extensions of a backend do not matter',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n',
    ({ responses: [first], text }) => (first?.body === 'hello' ? undefined : shown(text)),
  ),
  answer(
    'trailers reach a client that takes them',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 42\r\n\r\n',
    ({ responses: [first], text }) =>
      first?.trailers.toLowerCase().includes('x-sum: 42') ? undefined : shown(text),
    get('/e', 'TE: trailers', 'Connection: TE'),
  ),
  {
    name: '8 MB arrive unchanged in both directions at once',
    async play(stage) {
      const body = randomBytes(4_000_000).toString('latin1');
      const sum = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');
      stage.monolith.behave((socket, request) => socket.write(response(request.body), 'latin1'));
      const { responses, text } = await talk(
        stage.port,
        `POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        {
          quietMs: 10_000,
          until: (received) => received.length > body.length + received.indexOf('\r\n\r\n') + 3,
        },
      );
      return responses[0] && sum(responses[0].body) === sum(body) ? undefined : `got ${text.length} bytes`;
    },
  },
  {
    name: 'a chunked upload arrives whole',
    async play(stage) {
      const pieces = ['5\r\nhello\r\n', '1\r\n \r\n', '5\r\nworld\r\n', '0\r\n\r\n'];
      await talk(
        stage.port,
        ['POST /e HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', ...pieces],
        { responses: 1 },
      );
      const body = stage.monolith.requests[0]?.body;
      return body === 'hello world' ? undefined : `arrived as ${JSON.stringify(body)}`;
    },
  },
  {
    name: 'events reach the client while the response goes on',
    async play(stage) {
      stage.monolith.behave((socket) =>
        socket.write(
          'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nd\r\ndata: first\n\n\r\n',
        ),
      );
      const { text } = await talk(stage.port, get('/e', 'Accept: text/event-stream'), {
        until: (received) => received.includes('first'),
      });
      return text.includes('data: first\n\n') ? undefined : shown(text);
    },
  },
];

export const exchanges: ConformanceGroup = {
  name: 'exchanges',
  asks: 'interim responses, expectations, bodies and trailers mean on one side what they mean on the other',
  cases: [...interims, ...refusals, ...bodies],
};
