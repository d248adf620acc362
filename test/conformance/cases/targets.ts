import type { ConformanceCase, ConformanceGroup, Fault } from '../case.ts';
import { firstFault } from '../case.ts';
import { talk } from '../conversation.ts';
import type { Stage } from '../stage.ts';

const guarded = '/api/orders';

/** What backends do to a path before they route on it: each alone, and two of them in turn. Nobody who is right decodes twice. */
const habits: readonly ((path: string) => string)[] = [
  (path) => path.replaceAll('\\', '/'),
  (path) => path.replaceAll(/\/{2,}/g, '/'),
  (path) => removeDots(path),
  (path) => decode(path),
  (path) => path.split('\0', 1)[0] as string,
];

/** What takes the path as part of a URL: it comes first, or alone. */
const wholeHabits: readonly ((path: string) => string)[] = [
  (path) => path.split('#', 1)[0] as string,
  (path) => (URL.canParse(`http://a${path}`) ? new URL(`http://a${path}`).pathname : path),
];

function decode(path: string): string {
  return path.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** RFC 3986 section 5.2.4. */
function removeDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
    if ((segment === '.' || segment === '..') && index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

function readings(path: string): string[] {
  const first = [path, ...[...habits, ...wholeHabits].map((habit) => habit(path))];
  const second = habits.flatMap((habit) =>
    habits.filter((other) => other !== habit).map((other) => other(habit(path))),
  );
  return [...first, ...second];
}

const isGuarded = (path: string) => path === guarded || path.startsWith(`${guarded}/`);

/** The side that was chosen is the side of every reading of the path that was forwarded. */
function bypassIn(stage: Stage): Fault {
  for (const { target } of stage.monolith.requests) {
    const reading = readings(pathOf(target)).find(isGuarded);
    if (reading !== undefined) return `the monolith got ${target}, which may be read as ${reading}`;
  }
  for (const { target } of stage.service.requests) {
    // An escaped unreserved character is the same path (RFC 3986 section 6.2.2.2).
    const path = pathOf(target).replaceAll(/%(?:[46][1-9a-f]|[57][0-9a]|3\d|2d|2e|5f|7e)/gi, decode);
    const reading = readings(path).find((each) => !isGuarded(each));
    if (reading !== undefined) return `the service got ${target}, which may be read as ${reading}`;
  }
  return undefined;
}

function pathOf(target: string): string {
  const path = target.split('?', 1)[0] as string;
  return path.startsWith('/') ? path : path.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/';
}

async function routed(stage: Stage, target: string): Promise<Fault> {
  const { responses } = await talk(
    stage.port,
    `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  );
  const [first] = responses;
  return firstFault(
    bypassIn(stage),
    stage.problems()[0] !== undefined && `the backend got ${stage.problems()[0]}`,
    stage.seen().length > 1 && 'more than one request reached a backend',
    first === undefined && stage.seen().length > 0 && 'no answer to what was executed',
    first?.status === 500 && 'answered with 500',
    await stage.isAlive(),
  );
}

/** Reaches a backend, with its bytes, on the side that it names. */
async function delivered(stage: Stage, target: string, side: 'monolith' | 'service'): Promise<Fault> {
  await talk(stage.port, `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`, { responses: 1 });
  const [request] = stage[side].requests;
  return firstFault(
    request === undefined && `did not reach the ${side}`,
    request !== undefined && request.target !== target && `arrived as ${request.target}`,
    stage.seen().length > 1 && 'arrived twice',
  );
}

const disguises = [
  '//api/orders/1',
  '///api/orders/1',
  '/api//orders/1',
  '/api///orders/1',
  '/./api/orders/1',
  '/api/./orders/1',
  '/x/../api/orders/1',
  '/api/x/../orders/1',
  '/../api/orders/1',
  '/api/orders/../orders/1',
  '/%2e/api/orders/1',
  '/x/%2e%2e/api/orders/1',
  '/x/%2E%2e/api/orders/1',
  '/x/.%2e/api/orders/1',
  '/x/%2e./api/orders/1',
  '/x/%252e%252e/api/orders/1',
  '/api%2forders/1',
  '/api%2Forders/1',
  '/api/orders%2f1',
  '/api%252forders/1',
  '/api\\orders\\1',
  '\\api\\orders\\1',
  '/\\api/orders/1',
  '/api/\\orders/1',
  '/api%5corders%5c1',
  '/api%5Corders/1',
  '/x/..\\api/orders/1',
  '/x\\..\\api/orders/1',
  '/x/..%5capi/orders/1',
  '/x/..%2fapi/orders/1',
  '/x/%2e%2e%2fapi/orders/1',
  '/x%2f..%2fapi/orders/1',
  '/%61pi/orders/1',
  '/api/%6frders/1',
  '/api/%6Frders/1',
  '/api/orde%72s',
  '/%61%70%69/%6f%72%64%65%72%73/1',
  '/api/orders#/1',
  '/api/orders#',
  '/x#/../api/orders',
  '/api/orders%23/1',
  '/api/orders%00/1',
  '/api/orders%00',
  '/x%00/../api/orders',
  '/api/orders/1%00.html',
  '/api/orders/%2e%2e/admin',
  '/api/orders/../admin',
  '/api/orders/..',
  '/api/orders/../../admin',
  '/api/orders/%2e%2e%2fadmin',
  '/api/orders/..%2fadmin',
  '/api/orders/..%5cadmin',
  '/api/orders/..\\admin',
  '/api/orders/.%2e/admin',
  '/api/orders/1/../../../admin',
  '/api/orders/%252e%252e/admin',
  '/api/orders/..;/admin',
  '/api/orders/./../admin',
  '/api/orders//../../admin',
  '/api/orders/%c0%ae%c0%ae/admin',
  '/api/orders/%c0%af../admin',
  '/x/%c0%ae%c0%ae/api/orders',
  '/x/%e0%80%ae%e0%80%ae/api/orders',
  '/x/%ef%bc%8e%ef%bc%8e/api/orders',
  '/api/orders/%u002e%u002e/admin',
  '/api/orders/%2/admin',
  '/api/orders/%zz/admin',
  '/api/orders/%',
  '/api/orders/%80',
  '/api/orders/\xe9',
  '/api/orders/%0d%0aX:%20y',
  '/api/orders/%0a',
  '/api/orders/%09',
  '/api/orders/%7f',
  '/api/orders/<script>',
  '/api/orders/"x"',
  '/api/orders/{x}',
  '/api/orders/|x',
  '/api/orders/^x',
  '/api/orders/`x`',
  'http://a/api/orders/1',
  'http://a//api/orders/1',
  'http://a/x/../api/orders/1',
  'http://a:80/api/orders/1',
  'HTTP://A/api/orders/1',
  'http://a/api%2forders/1',
  'http://a\\@b/api/orders/1',
  'http://b@a/api/orders/1',
  'http://a#@b/api/orders/1',
  'http://a/?/../api/orders',
  'http:///api/orders/1',
  'http:/api/orders/1',
  'http:api/orders/1',
  'https://a/api/orders/1',
  'ftp://a/api/orders/1',
  'file:///api/orders/1',
  '//a/api/orders/1',
  'a/api/orders/1',
  'api/orders/1',
  './api/orders/1',
  '?/api/orders/1',
  '*',
  '*/api/orders',
  '/*/../api/orders',
  'a:443',
  '/api/orders/1?/../../admin',
  '/x?/../api/orders',
  '/x?%0d%0aX:y',
];

const plain: readonly [target: string, side: 'monolith' | 'service'][] = [
  ['/api/orders', 'service'],
  ['/api/orders/1', 'service'],
  ['/api/orders/1/items?a=b&a=c', 'service'],
  ['/api/orders?x=//..%2f%00', 'service'],
  ['/api/orders/a%20b', 'service'],
  ['/api/orders/%C3%A9', 'service'],
  ['/api/orders/%c3%a9', 'service'],
  ['/api/orders/a+b', 'service'],
  ['/api/orders/a;b=c', 'service'],
  ["/api/orders/-._~!$&'()*+,;=:@", 'service'],
  ['/api/orders/...', 'service'],
  ['/api/orders/a..b', 'service'],
  ['/api/orders/.well-known', 'service'],
  ['/api/orders/1?', 'service'],
  ['/api/ordersx', 'monolith'],
  ['/api/order', 'monolith'],
  ['/api', 'monolith'],
  ['/', 'monolith'],
  ['/?api/orders', 'monolith'],
  ['/x?y=/api/orders/1', 'monolith'],
  ['/a/%25', 'monolith'],
  ['/a?b?c', 'monolith'],
];

const cases: ConformanceCase[] = [
  ...disguises.map((target) => ({
    name: `the target ${JSON.stringify(target)}`,
    play: (stage: Stage) => routed(stage, target),
  })),
  ...plain.map(([target, side]) => ({
    name: `${target} reaches the ${side} as it is`,
    play: (stage: Stage) => delivered(stage, target, side),
  })),
];

export const targets: ConformanceGroup = {
  name: 'targets',
  asks: 'however a backend reads the forwarded path, it is on the side that was chosen; plain paths arrive byte for byte',
  cases,
};
