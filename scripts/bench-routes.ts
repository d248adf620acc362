/**
 * What finding a route costs, by the number of routes: `npx tsx scripts/bench-routes.ts`.
 *
 * Each table is asked for its own paths in an order that no branch predictor can learn; the median of several rounds is printed, in nanoseconds of CPU per
 * match. What grows although requests are spread over the same number of routes is the work; what grows when they are spread over more is the
 * memory that they reach. `compile` is the time to build the table from a valid configuration's routes.
 */
import { pathRule } from '../src/config/path-rule.ts';
import { compilePattern } from '../src/lib/linear-pattern/linear-pattern.ts';
import type { Condition, RouteRequest } from '../src/proxy/routing/condition.ts';
import { createRouteTable } from '../src/proxy/routing/route-table.ts';
import type { RouteSet, TableRoute } from '../src/proxy/snapshot.ts';

/** How many routes there are, and over how many of them the requests are spread. */
const tables = [
  { count: 10, hot: 10 },
  { count: 1_000, hot: 10 },
  { count: 100_000, hot: 10 },
  { count: 1_000, hot: 1_000 },
  { count: 100_000, hot: 100_000 },
];
const asked = 20_000;
const rounds = 7;
const matching = { caseSensitive: false, trailingSlash: 'ignore' } as const;
const match = { routeSet: {} as RouteSet };

/** A route by its number, and a request that it answers. */
interface Kind {
  readonly name: string;
  readonly route: (number: number) => TableRoute;
  readonly request: (number: number) => RouteRequest;
}

const plain = (path: string, more: Partial<TableRoute> = {}): TableRoute => ({
  method: 'GET',
  path: pathRule({ path }, matching),
  hosts: [],
  conditions: [],
  match,
  ...more,
});
const get = (path: string, headers: Readonly<Record<string, string>> = {}, query = ''): RouteRequest => ({
  method: 'GET',
  host: headers['host'] ?? 'shop.test',
  path,
  query,
  header: (lower) => headers[lower],
});
const is = (of: Condition['of'], name: string, value: string): Condition => ({
  of,
  name,
  test: { kind: 'is', value },
});
const area = (number: number) => `/api/v1/area${number % 97}/thing${number}`;

const kinds: readonly Kind[] = [
  {
    name: 'template',
    route: (n) => plain(`${area(n)}/:id/items`),
    request: (n) => get(`${area(n)}/4711/items`),
  },
  {
    name: 'prefix',
    route: (n) => plain('/', { path: pathRule({ pathPrefix: area(n) }, matching) }),
    request: (n) => get(`${area(n)}/4711/items`),
  },
  {
    name: 'host',
    route: (n) => plain('/orders/:id', { hosts: [`shop${n}.test`] }),
    request: (n) => get('/orders/4711', { host: `shop${n}.test:8080` }),
  },
  {
    name: 'header on one path',
    route: (n) => plain('/orders/:id', { conditions: [is('header', 'x-tenant', `tenant${n}`)] }),
    request: (n) => get('/orders/4711', { 'x-tenant': `tenant${n}` }),
  },
  {
    name: 'query and cookie on one path',
    route: (n) => plain('/orders', { conditions: [is('query', 'shop', `s${n}`), is('cookie', 'beta', '1')] }),
    request: (n) => get('/orders', { cookie: 'sid=abc; beta=1' }, `?page=2&shop=s${n}`),
  },
  { name: 'nobody', route: (n) => plain(`${area(n)}/:id/items`), request: (n) => get(`/web/page${n}`) },
];

/** Of the whole numbers below a limit, always in the same order. */
function shuffled(limit: number): number[] {
  let seed = 20_261;
  return Array.from({ length: asked }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed % limit;
  });
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function measured(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const thousands = (count: number): string => count.toLocaleString('en-US');
console.log(
  `| routes (asked) | ${tables.map(({ count, hot }) => `${thousands(count)} (${thousands(hot)})`).join(' | ')} |`,
);
console.log(`| --- |${tables.map(() => ' --- |').join('')}`);
const compileMs: number[] = [];
for (const kind of kinds) {
  const cells = tables.map(({ count, hot }) => {
    const routes = Array.from({ length: count }, (_, number) => kind.route(number));
    let table = createRouteTable([], matching);
    const micros = measured(() => (table = createRouteTable(routes, matching)));
    if (kind.name === 'template') compileMs.push(micros / 1000);
    const requests = shuffled(hot).map((number) => kind.request((number * count) / hot));
    const isNobody = kind.name === 'nobody';
    for (const request of requests)
      if ((table.match(request) === undefined) !== isNobody) throw new Error(`${kind.name}: a wrong route`);
    requests.forEach((request) => table.match(request));
    const times = Array.from({ length: rounds }, () =>
      measured(() => requests.forEach((request) => table.match(request))),
    );
    return `${Math.round((median(times) * 1000) / asked)} ns`;
  });
  console.log(`| ${kind.name} | ${cells.join(' | ')} |`);
}
console.log(`| compile | ${compileMs.map((ms) => `${ms.toFixed(1)} ms`).join(' | ')} |`);

const evil = compilePattern('/(a|a)*(a|b)*/.*', { ignoreCase: false });
if (evil.ok) {
  const text = `/${'a'.repeat(8000)}`;
  const micros = measured(() => {
    for (let count = 0; count < 200; count++) evil.pattern.matches(text);
  });
  console.log(`\n8,000 characters against a pattern that backtracks: ${Math.round(micros / 200)} µs`);
}
