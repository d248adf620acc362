import type { ConformanceCase, ConformanceGroup, Fault } from '../case.ts';
import { firstFault } from '../case.ts';
import { talk } from '../conversation.ts';
import { response } from '../recorder.ts';
import type { Stage } from '../stage.ts';

async function forwarded(stage: Stage, fields: string, check: (value: Lookup) => Fault): Promise<Fault> {
  await talk(stage.port, `GET /f HTTP/1.1\r\nHost: shop.test\r\n${fields}\r\n`, { responses: 1 });
  const [request] = stage.monolith.requests;
  if (request === undefined) return 'did not reach the backend';
  return check((name) => request.fields.filter(([key]) => key === name).map(([, value]) => value));
}

/** All values of a field, by its name in lower case. */
type Lookup = (name: string) => string[];

const shown = (values: readonly string[]) =>
  values.length === 0 ? 'nothing' : JSON.stringify(values.join(' | '));

function lost(title: string, fields: string, ...names: string[]): ConformanceCase {
  return {
    name: `${title} does not reach the backend`,
    play: (stage) =>
      forwarded(stage, fields, (value) => {
        const kept = names.find((name) => value(name).length > 0);
        return kept && `${kept} arrived as ${shown(value(kept))}`;
      }),
  };
}

function kept(title: string, fields: string, name: string, ...values: string[]): ConformanceCase {
  return {
    name: `${title} arrives as it is`,
    play: (stage) =>
      forwarded(stage, fields, (value) =>
        value(name).join(' | ') === values.join(' | ')
          ? undefined
          : `${name} arrived as ${shown(value(name))}`,
      ),
  };
}

/** A claim that only a proxy may make. */
function replaced(title: string, fields: string, name: string): ConformanceCase {
  return {
    name: `${title} is the proxy's own word or absent`,
    play: (stage) =>
      forwarded(stage, fields, (value) =>
        value(name).some((each) => /6\.6\.6\.6|evil/.test(each))
          ? `${name} arrived as ${shown(value(name))}`
          : undefined,
      ),
  };
}

const requests: ConformanceCase[] = [
  lost('Keep-Alive', 'Keep-Alive: timeout=5\r\n', 'keep-alive'),
  lost('Proxy-Connection', 'Proxy-Connection: keep-alive\r\n', 'proxy-connection'),
  lost('Proxy-Authorization', 'Proxy-Authorization: Basic x\r\n', 'proxy-authorization'),
  lost('Proxy-Authenticate', 'Proxy-Authenticate: Basic\r\n', 'proxy-authenticate'),
  lost('TE with a coding', 'TE: gzip\r\nConnection: TE\r\n', 'te'),
  lost('a TE that Connection does not name', 'TE: gzip;q=0.5\r\n', 'te'),
  lost(
    'Upgrade to h2c',
    'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n',
    'http2-settings',
    'upgrade',
  ),
  lost('Upgrade to something unknown', 'Connection: Upgrade\r\nUpgrade: tea\r\n', 'upgrade'),
  lost('what Connection names', 'Connection: X-Hop\r\nX-Hop: 1\r\n', 'x-hop'),
  lost('what Connection names in another case', 'connection: x-HOP\r\nX-Hop: 1\r\n', 'x-hop'),
  lost(
    'what a second Connection names',
    'Connection: keep-alive\r\nConnection: X-Hop\r\nX-Hop: 1\r\n',
    'x-hop',
  ),
  lost('what Connection names among empty elements', 'Connection: ,, X-Hop ,\r\nX-Hop: 1\r\n', 'x-hop'),
  lost('the httpoxy field', 'Proxy: http://6.6.6.6\r\n', 'proxy'),
  lost('a name with an underscore that looks like ours', 'X_Forwarded_For: 6.6.6.6\r\n', 'x_forwarded_for'),
  kept('a field that Connection cannot take away: Cookie', 'Cookie: a=b\r\n', 'cookie', 'a=b'),
  kept('Authorization', 'Authorization: Bearer x\r\n', 'authorization', 'Bearer x'),
  kept('a repeated field', 'X-A: 1\r\nX-A: 2\r\n', 'x-a', '1', '2'),
  kept('a field of one letter', 'X: y\r\n', 'x', 'y'),
  kept('an empty field', 'X-A:\r\n', 'x-a', ''),
  kept('bytes above ASCII', 'X-A: \xe4\xff\r\n', 'x-a', '\xe4\xff'),
  kept('a long value', `X-A: ${'y'.repeat(4_000)}\r\n`, 'x-a', 'y'.repeat(4_000)),
  kept('an odd but valid name', "!#$%&'*+-.^`|~9: 1\r\n", "!#$%&'*+-.^`|~9", '1'),
  kept('constructor', 'constructor: 1\r\n', 'constructor', '1'),
  kept('Accept-Encoding', 'Accept-Encoding: gzip, br\r\n', 'accept-encoding', 'gzip, br'),
  kept('If-None-Match', 'If-None-Match: "x", W/"y"\r\n', 'if-none-match', '"x", W/"y"'),
  kept('Range', 'Range: bytes=0-1,3-\r\n', 'range', 'bytes=0-1,3-'),
  kept('User-Agent', 'User-Agent: a (b; c) d/1\r\n', 'user-agent', 'a (b; c) d/1'),
  kept(
    'Origin and its like',
    'Origin: https://a.test\r\nSec-Fetch-Site: cross-site\r\n',
    'sec-fetch-site',
    'cross-site',
  ),
  kept('Max-Forwards of a GET', 'Max-Forwards: 3\r\n', 'max-forwards', '3'),
  kept('the Host', '', 'host', 'shop.test'),
  kept(
    'traceparent',
    'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n',
    'traceparent',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  ),
  replaced('X-Forwarded-For', 'X-Forwarded-For: 6.6.6.6\r\n', 'x-forwarded-for'),
  replaced(
    'a second X-Forwarded-For',
    'X-Forwarded-For: 1.1.1.1\r\nx-forwarded-for: 6.6.6.6\r\n',
    'x-forwarded-for',
  ),
  replaced('X-Forwarded-Host', 'X-Forwarded-Host: evil.test\r\n', 'x-forwarded-host'),
  replaced('X-Forwarded-Proto', 'X-Forwarded-Proto: evil\r\n', 'x-forwarded-proto'),
  replaced('X-Forwarded-Port', 'X-Forwarded-Port: 6.6.6.6\r\n', 'x-forwarded-port'),
  replaced('X-Forwarded-Prefix', 'X-Forwarded-Prefix: /evil\r\n', 'x-forwarded-prefix'),
  replaced('X-Forwarded-User', 'X-Forwarded-User: evil\r\n', 'x-forwarded-user'),
  replaced('Forwarded', 'Forwarded: for=6.6.6.6;host=evil.test\r\n', 'forwarded'),
  replaced('X-Real-IP', 'X-Real-IP: 6.6.6.6\r\n', 'x-real-ip'),
  replaced('True-Client-IP', 'True-Client-IP: 6.6.6.6\r\n', 'true-client-ip'),
  replaced('X-Client-IP', 'X-Client-IP: 6.6.6.6\r\n', 'x-client-ip'),
  replaced('X-Cluster-Client-IP', 'X-Cluster-Client-IP: 6.6.6.6\r\n', 'x-cluster-client-ip'),
  replaced('Fastly-Client-IP', 'Fastly-Client-IP: 6.6.6.6\r\n', 'fastly-client-ip'),
  replaced('WL-Proxy-Client-IP', 'WL-Proxy-Client-IP: 6.6.6.6\r\n', 'wl-proxy-client-ip'),
  replaced('X-Host', 'X-Host: evil.test\r\n', 'x-host'),
  replaced('X-HTTP-Host-Override', 'X-HTTP-Host-Override: evil.test\r\n', 'x-http-host-override'),
  replaced('X-Original-URL', 'X-Original-URL: /evil\r\n', 'x-original-url'),
  replaced('X-Rewrite-URL', 'X-Rewrite-URL: /evil\r\n', 'x-rewrite-url'),
  {
    name: 'Via tells that a proxy stood between, behind earlier ones',
    play: (stage) =>
      forwarded(stage, 'Via: 1.0 fred\r\n', (value) => {
        const via = value('via').join(', ');
        return /^1\.0 fred, *1\.1 \S+/.test(via) ? undefined : `Via arrived as ${shown(value('via'))}`;
      }),
  },
  {
    name: 'an upgraded name cannot be removed by Connection: X-Forwarded-For',
    play: (stage) =>
      forwarded(stage, 'Connection: X-Forwarded-For, X-Real-IP\r\n', (value) =>
        value('x-forwarded-for').length === 1
          ? undefined
          : `X-Forwarded-For arrived as ${shown(value('x-forwarded-for'))}`,
      ),
  },
  {
    name: 'Connection: Content-Length, Host takes neither framing nor host away',
    async play(stage) {
      await talk(
        stage.port,
        'POST /f HTTP/1.1\r\nHost: shop.test\r\nConnection: Content-Length, Host\r\nContent-Length: 5\r\n\r\nhello',
        { responses: 1 },
      );
      const [request] = stage.monolith.requests;
      if (request === undefined) return undefined;
      const host = request.fields.find(([name]) => name === 'host')?.[1];
      return firstFault(
        request.body !== 'hello' && `the body arrived as ${JSON.stringify(request.body)}`,
        host !== 'shop.test' && `Host arrived as ${host}`,
        stage.problems()[0],
      );
    },
  },
  {
    name: 'the authority of an absolute target wins over Host',
    async play(stage) {
      await talk(stage.port, 'GET http://shop.test/f HTTP/1.1\r\nHost: evil.test\r\n\r\n', { responses: 1 });
      const [request] = stage.monolith.requests;
      const host = request?.fields.find(([name]) => name === 'host')?.[1];
      return request === undefined || host === 'shop.test' ? undefined : `Host arrived as ${host}`;
    },
  },
];

/** What an OPTIONS says of how far it goes (RFC 9110 section 7.6.2), and of the server as a whole (RFC 9112 section 3.2.4). */
const options: ConformanceCase[] = [
  {
    name: 'an OPTIONS that may be passed on once more is passed on for the last time',
    async play(stage) {
      await talk(stage.port, 'OPTIONS /f HTTP/1.1\r\nHost: a\r\nMax-Forwards: 1\r\n\r\n', { responses: 1 });
      const value = stage.monolith.requests[0]?.fields.filter(([name]) => name === 'max-forwards');
      return value?.map(([, each]) => each).join() === '0' ? undefined : `arrived with ${String(value)}`;
    },
  },
  {
    name: 'an OPTIONS that must not be passed on is answered by the proxy',
    async play(stage) {
      const { responses, text } = await talk(
        stage.port,
        'OPTIONS /f HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n',
        { responses: 1 },
      );
      const isAnswered = responses[0] !== undefined && responses[0].status < 300;
      return firstFault(
        stage.seen().length > 0 && 'it was passed on',
        !isAnswered && `answered with ${JSON.stringify(text.slice(0, 40))}`,
      );
    },
  },
  {
    name: 'an OPTIONS of an authority without a path asks for the server as a whole',
    async play(stage) {
      await talk(stage.port, 'OPTIONS http://shop.test HTTP/1.1\r\nHost: shop.test\r\n\r\n', {
        responses: 1,
      });
      const [request] = stage.monolith.requests;
      return request === undefined || request.target === '*' ? undefined : `arrived as ${request.target}`;
    },
  },
  {
    name: 'an expectation of HTTP/1.0 means nothing to anyone',
    async play(stage) {
      const message = 'POST /f HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello';
      const { text } = await talk(stage.port, message, { responses: 1 });
      const [request] = stage.monolith.requests;
      return firstFault(
        request?.body !== 'hello' && `answered with ${JSON.stringify(text.slice(0, 40))}`,
        request?.fields.some(([name]) => name === 'expect') === true && 'it was passed on',
      );
    },
  },
];

/** Answers with the given fields; `check` gets the lines that the client saw. */
function answered(
  title: string,
  fields: readonly string[],
  check: (lines: readonly string[]) => Fault,
): ConformanceCase {
  return {
    name: title,
    async play(stage) {
      stage.monolith.behave((socket) => socket.write(response('hello', '200 OK', ...fields), 'latin1'));
      const { responses, text } = await talk(stage.port, 'GET /f HTTP/1.1\r\nHost: a\r\n\r\n', {
        responses: 1,
      });
      return responses[0] ? check(responses[0].lines) : `answered with ${JSON.stringify(text.slice(0, 80))}`;
    },
  };
}

const named = (lines: readonly string[], name: string) =>
  lines.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));

const valuesOf = (lines: readonly string[], name: string) =>
  named(lines, name)
    .map((line) => line.slice(name.length + 1).trim())
    .join('|');

const gone = (field: string, ...fields: string[]): ConformanceCase =>
  answered(`the response field ${field} ends at the proxy`, fields, (lines) => named(lines, field)[0]);

const passed = (line: string): ConformanceCase =>
  answered(`the response field ${JSON.stringify(line.slice(0, 50))} reaches the client`, [line], (lines) => {
    const [name = ''] = line.split(':');
    return named(lines, name)[0]?.slice(name.length) === line.slice(name.length)
      ? undefined
      : `arrived as ${shown(named(lines, name))}`;
  });

const responses: ConformanceCase[] = [
  gone('Keep-Alive', 'Keep-Alive: timeout=77'),
  gone('Proxy-Authenticate', 'Proxy-Authenticate: Basic'),
  gone('Proxy-Connection', 'Proxy-Connection: keep-alive'),
  gone('Upgrade', 'Upgrade: h2c'),
  gone('X-Hop', 'Connection: X-Hop', 'X-Hop: 1'),
  gone('Trailer', 'Trailer: X-T'),
  passed('Set-Cookie: a=b; Path=/; HttpOnly; SameSite=Lax'),
  passed('ETag: W/"x"'),
  passed('Cache-Control: no-store'),
  passed('Vary: Accept, Cookie'),
  passed('Location: /elsewhere?a=b'),
  passed('WWW-Authenticate: Bearer realm="x"'),
  passed("Content-Security-Policy: default-src 'none'"),
  passed('Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT'),
  passed('Server: monolith/1'),
  passed('Date: Wed, 21 Oct 2015 07:28:00 GMT'),
  passed('X-Latin: \xe4'),
  passed('Link: </a>; rel=preload'),
  answered('two Set-Cookie fields stay two', ['Set-Cookie: a=1', 'Set-Cookie: b=2'], (lines) =>
    valuesOf(lines, 'set-cookie') === 'a=1|b=2' ? undefined : shown(named(lines, 'set-cookie')),
  ),
  answered('other repeated fields keep their order', ['X-A: 1', 'X-B: 2', 'X-A: 3'], (lines) =>
    valuesOf(lines, 'x-a') === '1|3' ? undefined : shown(named(lines, 'x-a')),
  ),
];

export const fields: ConformanceGroup = {
  name: 'fields',
  asks: 'what belongs to a connection ends there, nobody outside speaks for the proxy, everything else arrives as it is',
  cases: [...requests, ...options, ...responses],
};
