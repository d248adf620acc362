import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WrittenPath, pathRule } from '../../src/config/path-rule.ts';
import { compilePattern } from '../../src/lib/linear-pattern/linear-pattern.ts';
import { losingRoutes } from '../../src/proxy/explain/losing-routes.ts';
import type { Condition } from '../../src/proxy/routing/condition.ts';
import { createRouteTable } from '../../src/proxy/routing/route-table.ts';
import type { RouteSet } from '../../src/proxy/snapshot.ts';
import { routeRequest } from '../support/proxy/route-request.ts';

type Test = { readonly value: string } | { readonly present: boolean } | { readonly pattern: string };

interface Asked {
  readonly of: Condition['of'];
  readonly name: string;
  readonly test: Test;
}

interface Declared {
  readonly method: string;
  readonly path: WrittenPath;
  readonly hosts: readonly string[];
  readonly asked: readonly Asked[];
}

interface Request {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly values: Readonly<Record<Condition['of'], Readonly<Record<string, string>>>>;
}

/** The slow oracle: every route tried one by one in every way that it can be read, then sorted by the rule in words. */
function linearMatch(routes: readonly Declared[], request: Request): number | undefined {
  const methods = request.method === 'HEAD' ? ['HEAD', 'GET', 'ANY'] : [request.method, 'ANY'];
  const plain = decodeURIComponent(request.path).toLowerCase().replace(/\/$/, '');
  const matching = routes.flatMap((route, order) => {
    if (!methods.includes(route.method) || !route.asked.every((each) => isMet(each, request))) return [];
    const hosts = (route.hosts.length === 0 ? [''] : route.hosts).filter((host) =>
      isHost(host, request.host),
    );
    const variants = readings(route.path).filter(({ test }) => test.test(plain));
    return hosts.flatMap((host) => variants.map(({ letters }) => ({ route, order, host, letters })));
  });
  const count = (route: Declared, of: string) => route.asked.filter((each) => each.of === of).length;
  return matching.sort(
    (a, b) =>
      Number(b.host !== '' && !b.host.startsWith('*')) - Number(a.host !== '' && !a.host.startsWith('*')) ||
      b.host.length - a.host.length ||
      (a.letters < b.letters ? -1 : a.letters > b.letters ? 1 : 0) ||
      methods.indexOf(a.route.method) - methods.indexOf(b.route.method) ||
      count(b.route, 'header') - count(a.route, 'header') ||
      count(b.route, 'query') - count(a.route, 'query') ||
      count(b.route, 'cookie') - count(a.route, 'cookie') ||
      a.order - b.order,
  )[0]?.order;
}

function isHost(pattern: string, host: string): boolean {
  return pattern === '' || (pattern.startsWith('*') ? host.endsWith(pattern.slice(1)) : host === pattern);
}

function isMet({ of, name, test }: Asked, { values }: Request): boolean {
  const value = Object.hasOwn(values[of], name) ? values[of][name] : undefined;
  if ('present' in test) return (value !== undefined) === test.present;
  if (value === undefined) return false;
  return 'value' in test ? value === test.value : new RegExp(`^(?:${test.pattern})$`).test(value);
}

/** What a path can stand for: a test, and one letter per segment in the order of precedence; whatever may follow comes last. */
function readings({ path, pathPrefix, pathPattern }: WrittenPath): { test: RegExp; letters: string }[] {
  if (pathPattern !== undefined) {
    const fixed = /^(?:\/[a-z]+(?=\/))*/.exec(pathPattern)?.[0] ?? '';
    return [{ test: new RegExp(`^(?:${pathPattern})$`), letters: `${letters(fixed)}c` }];
  }
  if (pathPrefix !== undefined) {
    const fixed = pathPrefix.toLowerCase().replace(/\/$/, '');
    return [{ test: new RegExp(`^${fixed}(?:/.*)?$`), letters: `${letters(fixed)}e` }];
  }
  return variants(path ?? '').map((variant) => ({
    test: new RegExp(
      `^${variant
        .toLowerCase()
        .replace(/\/:\w+/g, '/[^/]+')
        .replace(/\/\*\w+/g, '/.+')}$`,
    ),
    letters: letters(variant),
  }));
}

function variants(template: string): string[] {
  const group = /\{([^}]*)\}/.exec(template);
  if (!group) return [template.replace(/\/$/, '')];
  return [group[1] ?? '', ''].flatMap((text) => variants(template.replace(group[0], text)));
}

function letters(variant: string): string {
  return variant
    .split('/')
    .map((segment) => (segment.startsWith(':') ? 'b' : segment.startsWith('*') ? 'd' : 'a'))
    .join('');
}

const method = fc.constantFrom('GET', 'POST', 'HEAD', 'ANY');
const segment = fc.constantFrom('a', 'b', 'c', 'A', ':x', ':y');
const template = fc
  .tuple(
    fc.array(segment, { maxLength: 4 }),
    fc.constantFrom('', '', '', '/*rest', '{/:z}', '{/b}', '{/b}/c', '{/*rest}', '/'),
  )
  .map(([segments, end]) => segments.map((text) => `/${text}`).join('') + end)
  .map((text) => (text === '' ? '/' : text));
const prefix = fc
  .array(fc.constantFrom('a', 'b', 'A'), { maxLength: 3 })
  .map((segments) => `/${segments.join('/')}`);
const pattern = fc.constantFrom('/a/.*', '/[ab]', '/a/(b|c)', '/a/b/.+', '/.*c', '/(a/)?b', '/a{1,2}/b');
const path: fc.Arbitrary<WrittenPath> = fc.oneof(
  { weight: 3, arbitrary: template.map((text) => ({ path: text })) },
  prefix.map((text) => ({ pathPrefix: text })),
  pattern.map((text) => ({ pathPattern: text })),
);
const hosts = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  fc.uniqueArray(fc.constantFrom('shop.test', '*.shop.test', '*.test', 'a.shop.test', '*.b.shop.test'), {
    minLength: 1,
    maxLength: 2,
  }),
);
const test: fc.Arbitrary<Test> = fc.oneof(
  fc.constantFrom('1', '2').map((value) => ({ value })),
  fc.boolean().map((present) => ({ present })),
  fc.constant({ pattern: '[12]+' }),
);
const asked: fc.Arbitrary<Asked[]> = fc.uniqueArray(
  fc.record<Asked>({
    of: fc.constantFrom('header' as const, 'query' as const, 'cookie' as const),
    name: fc.constantFrom('p', 'q'),
    test,
  }),
  { maxLength: 3, selector: ({ of, name }) => `${of} ${name}` },
);
const declared: fc.Arbitrary<Declared> = fc.record({
  method,
  path,
  hosts,
  asked: fc.oneof({ weight: 2, arbitrary: fc.constant<Asked[]>([]) }, asked),
});

const requestPath = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', 'B', '%61', '%62'), { maxLength: 5 })
  .chain((segments) => fc.constantFrom(`/${segments.join('/')}`, `/${segments.join('/')}/`))
  .map((text) => text.replace('//', '/'));
const values = fc.dictionary(fc.constantFrom('p', 'q'), fc.constantFrom('1', '2', '12', ''), { maxKeys: 2 });
const request: fc.Arbitrary<Request> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'HEAD', 'PUT'),
  host: fc.constantFrom('shop.test', 'a.shop.test', 'x.b.shop.test', 'other.test', 'example'),
  path: requestPath,
  values: fc.record({ header: values, query: values, cookie: values }),
});

function condition({ of, name, test }: Asked): Condition {
  if ('value' in test) return { of, name, test: { kind: 'is', value: test.value } };
  if ('present' in test) return { of, name, test: { kind: test.present ? 'present' : 'absent' } };
  const compiled = compilePattern(test.pattern, { ignoreCase: false });
  if (!compiled.ok) throw new Error(compiled.reason);
  return { of, name, test: { kind: 'matches', pattern: compiled.pattern, source: test.pattern } };
}

function asRequest({ method, host, path, values }: Request) {
  const query = Object.entries(values.query).map(([name, value]) => `${name}=${value}`);
  const cookie = Object.entries(values.cookie).map(([name, value]) => `${name}=${value}`);
  return routeRequest(`${method} ${path}${query.length === 0 ? '' : `?${query.join('&')}`}`, {
    host: `${host.toUpperCase()}:8080`,
    ...values.header,
    ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
  });
}

const policy = {
  ambiguousPaths: 'refuse',
  encodedSlashes: 'refuse',
  pathParameters: 'check',
  methodOverride: 'check',
} as const;

describe('a route table', () => {
  it('finds what trying every route one by one finds, and so does its explanation', () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(declared, { minLength: 1, maxLength: 12 }),
        fc.array(request, { minLength: 5, maxLength: 10 }),
        (routes, requests) => {
          const matching = { caseSensitive: false, trailingSlash: 'ignore' } as const;
          const compiled = routes.map((route) => ({
            method: route.method,
            hosts: route.hosts,
            path: pathRule(route.path, matching),
            conditions: route.asked.map(condition),
            match: { routeSet: {} as RouteSet },
          }));
          const table = createRouteTable(compiled, matching);
          for (const each of requests) {
            const expected = linearMatch(routes, each);
            if (expected !== undefined) found++;
            expect(table.match(asRequest(each))?.order).toBe(expected);
            const explained = losingRoutes(asRequest(each), {
              routes: compiled,
              reading: { ...policy, ...matching },
            });
            expect(explained.winner).toBe(expected);
            expect(explained.losers.length + explained.others + Number(expected !== undefined)).toBe(
              routes.length,
            );
          }
        },
      ),
      { numRuns: 2000, seed: 7 },
    );
    expect(found).toBeGreaterThan(3500);
  });
});
