import { badChunks, badRequests } from '../../support/proxy/bad-messages.ts';
import type { ConformanceCase, ConformanceGroup, Fault } from '../case.ts';
import { firstFault } from '../case.ts';
import { talk } from '../conversation.ts';
import type { Stage } from '../stage.ts';

/** Follows every message: what a reader takes for the next request when it ends the message too early. */
const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

/**
 * Refused, or repaired into messages that can be read in one way only: what the client is answered with success is
 * exactly what the backends executed.
 */
async function refusedOrRepaired(stage: Stage, text: string): Promise<Fault> {
  const isHead = text.startsWith('HEAD ');
  const { responses, text: received } = await talk(stage.port, text, { isHead });
  const executed = stage.seen().length;
  const succeeded = responses.filter(({ status }) => status < 400).length;
  const [problem] = stage.problems();
  return firstFault(
    problem !== undefined && `the backend got ${problem}`,
    executed !== succeeded &&
      `${executed} requests reached a backend, ${succeeded} were answered with success`,
    responses.some(({ status }) => status === 500) && 'answered with 500',
    received === '' && executed > 0 && 'no answer to what was executed',
    await stage.isAlive(),
  );
}

/** RFC 9110 and RFC 9112 leave no choice: an error, the end of the connection, and nothing at the backends. */
async function refused(stage: Stage, text: string): Promise<Fault> {
  const { responses, isClosed } = await talk(stage.port, text);
  const [first] = responses;
  return firstFault(
    stage.seen().length > 0 &&
      `a backend executed ${stage
        .seen()
        .map(({ target }) => target)
        .join(' and ')}`,
    stage.problems().length > 0 && `the backend got ${stage.problems()[0]}`,
    first !== undefined && first.status < 400 && `answered with ${first.status}`,
    first?.status === 500 && 'answered with 500',
    responses.length > 1 && 'answered more than once',
    !isClosed && 'the connection stayed open',
    await stage.isAlive(),
  );
}

/** What a recipient MUST refuse (or MUST NOT take for a request), by name in `badRequests`. */
const mustBeRefused = new Set([
  'a missing Host',
  'two Hosts',
  'a space before the colon',
  'a Host with a path',
  'a Host with user information',
  'a Host that is a list',
  'a signed length',
  'a negative length',
  'a hexadecimal length',
  'NUL in a value',
  'a field without a colon',
  'a field name that is not a token',
  'an empty field name',
]);

const request = (fields: string, body = '', line = 'POST /b HTTP/1.1') =>
  `${line}\r\nHost: a\r\n${fields}\r\n${body}`;
const chunked = `5\r\nhello\r\n0\r\n\r\n`;

/** Ways to make one reader see a transfer coding where another sees none. */
const disguisedCodings = [
  'Transfer-Encoding : chunked',
  'Transfer-Encoding:\x0bchunked',
  'Transfer-Encoding: \x0bchunked',
  'Transfer-Encoding: chunked\x0b',
  'Transfer-Encoding:\x0cchunked',
  'Transfer-Encoding\x00: chunked',
  'Transfer-Encoding: chunked\x00',
  'Transfer-Encoding: chunked\x7f',
  'Transfer-Encoding: \x85chunked',
  'Transfer-Encoding: \xa0chunked',
  'Transfer-Encoding: "chunked"',
  "Transfer-Encoding: 'chunked'",
  'Transfer-Encoding: chunked,',
  'Transfer-Encoding: ,chunked',
  'Transfer-Encoding: , chunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding: identity, chunked',
  'Transfer-Encoding: chunked;a=b',
  'Transfer-Encoding: chunked ; a',
  'Transfer-Encoding: cow, chunked',
  'Transfer-Encoding: chunked, cow',
  'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: chunked\r\nTransfer-encoding: cow',
  'Transfer-encoding: cow\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: identity\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding:\r\n chunked',
  'Transfer-Encoding:\r\n\tchunked',
  'Transfer-Encoding\r\n : chunked',
  'X: y\r\n Transfer-Encoding: chunked',
  'X: y\nTransfer-Encoding: chunked',
  'X: y\rTransfer-Encoding: chunked',
  ' Transfer-Encoding: chunked',
  '\tTransfer-Encoding: chunked',
  'Transfer_Encoding: chunked',
  'Transfer Encoding: chunked',
  'Transfer-Encoding chunked',
  'Content-Encoding: chunked',
  'Transfer-Encoding: chunk',
  'Transfer-Encoding: CHUNKED',
  'Transfer-Encoding: chunKed',
  'TrAnSfEr-EnCoDiNg: chunked',
  'Transfer-Encoding:chunked',
  'Transfer-Encoding:\tchunked\t',
  'Foo: bar\r\n\rTransfer-Encoding: chunked',
  'Transfer-Encoding: \u00ffchunked',
];

/** Ways to make two readers see two lengths. */
const disguisedLengths = [
  'Content-Length: 5 ',
  'Content-Length : 5',
  'Content-Length: 5\x0b',
  'Content-Length: 05',
  'Content-Length: 5,5',
  'Content-Length: 5, 6',
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: 6\r\nContent-Length: 5',
  'Content-Length: 5\r\nContent-length: 5',
  'Content-Length: 5.0',
  'Content-Length: 5e0',
  'Content-Length: 5;a',
  'Content-Length: "5"',
  'Content-Length: 5 5',
  'Content-Length: 0_5',
  'Content-Length: \x005',
  'Content-Length: \xb2',
  'Content-Length: 18446744073709551621',
  'Content-Length: 4294967301',
  'Content_Length: 5',
  'Content-Length:\r\n 5',
  'X: y\nContent-Length: 5',
];

/** Broken or doubtful chunked bodies beside those of `badChunks`. */
const doubtfulChunks = {
  'a chunk size with an underscore': '0_5\r\nhello\r\n0\r\n\r\n',
  'a chunk size in brackets': '[5]\r\nhello\r\n0\r\n\r\n',
  'a chunk size with a plus': '+5\r\nhello\r\n0\r\n\r\n',
  'a chunk size that overflows 32 bits': '100000005\r\nhello\r\n0\r\n\r\n',
  'a chunk size that overflows 64 bits': '10000000000000005\r\nhello\r\n0\r\n\r\n',
  'a quoted extension with a line end': '5;a="\r\nhello\r\n0\r\n\r\n"\r\n',
  'an extension with a bare carriage return': '5;a\rb\r\nhello\r\n0\r\n\r\n',
  'a fraction as chunk size': '5.0\r\nhello\r\n0\r\n\r\n',
  'white space before an extension': '5 ;a=b\r\nhello\r\n0\r\n\r\n',
  'data without line end behind it': '5\r\nhello0\r\n\r\n',
  'a last chunk without its line end': '5\r\nhello\r\n0\r\n',
  'a last chunk with an extension': '5\r\nhello\r\n0;a=b\r\n\r\n',
  'many zeros as the last chunk': '5\r\nhello\r\n000\r\n\r\n',
  'trailers that frame': '5\r\nhello\r\n0\r\nContent-Length: 30\r\nTransfer-Encoding: chunked\r\n\r\n',
  'trailers that claim': '5\r\nhello\r\n0\r\nX-Forwarded-For: 6.6.6.6\r\nHost: evil\r\n\r\n',
  'a folded trailer': '5\r\nhello\r\n0\r\nX: y\r\n z\r\n\r\n',
  'a trailer with a space before the colon': '5\r\nhello\r\n0\r\nX : y\r\n\r\n',
  'NUL behind the size': '5\0\r\nhello\r\n0\r\n\r\n',
  'a bare line feed at the end': '5\r\nhello\r\n0\r\n\n',
};

/** Lines that only some readers take for a request line. */
const doubtfulLines = [
  'GET /a HTTP/1.1\x00',
  'GET /a\x00 HTTP/1.1',
  'GET /a\x0bHTTP/1.1',
  'GET\x0b/a HTTP/1.1',
  'GET /a HTTP/1.1\x0b',
  'GET /a  HTTP/1.1',
  ' GET /a HTTP/1.1',
  '\tGET /a HTTP/1.1',
  'GET /a HTTP/1.10',
  'GET /a HTTP/1.01',
  'GET /a HTTP/01.1',
  'GET /a HTTP/1',
  'GET /a HTTP/1.',
  'GET /a HTTP/.1',
  'GET /a HTTP/+1.1',
  'GET /a HTTPS/1.1',
  'GET /a HTTP 1.1',
  'GET /a HTTP/2.0',
  'GET /a',
  'GET',
  'GET HTTP/1.1',
  'GET /a HTTP/1.1 HTTP/1.1',
  'GET /a b HTTP/1.1',
  'G:T /a HTTP/1.1',
  '"GET" /a HTTP/1.1',
  'GET,POST /a HTTP/1.1',
  'GET\xa0/a HTTP/1.1',
  'GET /a\tHTTP/1.1',
];

const cases: ConformanceCase[] = [
  ...Object.entries(badRequests).map(([name, text]) => ({
    name,
    play: (stage: Stage) => (mustBeRefused.has(name) ? refused : refusedOrRepaired)(stage, text + SMUGGLED),
  })),
  ...disguisedCodings.map((field) => ({
    name: `a coding as ${JSON.stringify(field)}, with a length`,
    play: (stage: Stage) =>
      refusedOrRepaired(
        stage,
        request(`Content-Length: ${chunked.length}\r\n${field}\r\n`, chunked + SMUGGLED),
      ),
  })),
  ...disguisedCodings.map((field) => ({
    name: `a coding as ${JSON.stringify(field)}`,
    play: (stage: Stage) => refusedOrRepaired(stage, request(`${field}\r\n`, chunked + SMUGGLED)),
  })),
  ...disguisedLengths.map((field) => ({
    name: `a length as ${JSON.stringify(field)}`,
    play: (stage: Stage) => refusedOrRepaired(stage, request(`${field}\r\n`, `hello${SMUGGLED}`)),
  })),
  ...Object.entries({ ...badChunks, ...doubtfulChunks }).map(([name, body]) => ({
    name: `a chunked body with ${name}`,
    play: (stage: Stage) =>
      refusedOrRepaired(stage, request('Transfer-Encoding: chunked\r\n', body + SMUGGLED)),
  })),
  ...doubtfulLines.map((line) => ({
    name: `the request line ${JSON.stringify(line)}`,
    play: (stage: Stage) => refusedOrRepaired(stage, request('', SMUGGLED, line)),
  })),
  ...['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT'].flatMap((method) => [
    {
      name: `${method} with a chunked body`,
      play: (stage: Stage) =>
        refusedOrRepaired(
          stage,
          request(
            'Transfer-Encoding: chunked\r\n',
            `${SMUGGLED.length.toString(16)}\r\n${SMUGGLED}\r\n0\r\n\r\n`,
            `${method} /b HTTP/1.1`,
          ),
        ),
    },
    {
      name: `${method} with a body of a length`,
      play: (stage: Stage) =>
        refusedOrRepaired(
          stage,
          request(`Content-Length: ${SMUGGLED.length}\r\n`, SMUGGLED, `${method} /b HTTP/1.1`),
        ),
    },
  ]),
];

export const requestMessages: ConformanceGroup = {
  name: 'messages',
  asks: 'an ambiguous or broken message is refused, or repaired so that every reader sees the same requests',
  cases,
};
