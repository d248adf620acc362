import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRouteTable } from '../../src/proxy/routing/route-table.ts';
import type { RouteSet } from '../../src/proxy/snapshot.ts';

const routeSet = { name: 'any' } as RouteSet;

interface Declared {
  readonly method: string;
  readonly template: string;
}

/** The slow oracle: every template as a regular expression, tried one by one, then sorted by the rule in words. */
function linearMatch(routes: readonly Declared[], method: string, path: string): string | undefined {
  const plain = decodeURIComponent(path).toLowerCase().replace(/\/$/, '');
  const methods = method === 'HEAD' ? ['HEAD', 'GET', 'ANY'] : [method, 'ANY'];
  const winners = routes
    .flatMap((route) => variants(route.template).map((variant) => ({ ...route, variant })))
    .filter((route) => methods.includes(route.method) && pattern(route.variant).test(plain))
    .sort((a, b) => {
      const [left, right] = [specificity(a.variant), specificity(b.variant)];
      return left < right ? -1 : left > right ? 1 : methods.indexOf(a.method) - methods.indexOf(b.method);
    });
  const first = winners[0];
  return first && `${first.method} ${first.template}`;
}

function variants(template: string): string[] {
  const group = /\{([^}]*)\}/.exec(template);
  if (!group) return [template.replace(/\/$/, '')];
  return [group[1] ?? '', ''].flatMap((text) => variants(template.replace(group[0], text)));
}

function pattern(variant: string): RegExp {
  const body = variant
    .toLowerCase()
    .replace(/\/:\w+/g, '/[^/]+')
    .replace(/\/\*\w+/g, '/.+');
  return new RegExp(`^${body}$`);
}

/** One letter per segment: text before parameter before splat. */
function specificity(variant: string): string {
  return variant
    .split('/')
    .map((segment) => (segment.startsWith(':') ? 'b' : segment.startsWith('*') ? 'c' : 'a'))
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
const path = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', 'B', '%61', '%62'), { maxLength: 5 })
  .chain((segments) => fc.constantFrom(`/${segments.join('/')}`, `/${segments.join('/')}/`))
  .map((text) => text.replace('//', '/'));

describe('a route table', () => {
  it('finds what trying every template one by one finds', () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(fc.record({ method, template }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.constantFrom('GET', 'POST', 'HEAD', 'PUT'), path), {
          minLength: 5,
          maxLength: 10,
        }),
        (declared, requests) => {
          const routes = withoutTwins(declared);
          const table = createRouteTable(
            routes.map(({ method, template }) => ({
              method,
              template,
              match: { routeSet: { ...routeSet, name: `${method} ${template}` } },
            })),
            { caseSensitive: false, trailingSlash: 'ignore' },
          );
          for (const [requestMethod, requestPath] of requests) {
            const expected = linearMatch(routes, requestMethod, requestPath);
            if (expected !== undefined) found++;
            expect(table.match(requestMethod, requestPath)?.routeSet.name).toBe(expected);
          }
        },
      ),
      { numRuns: 5000, seed: 7 },
    );
    expect(found).toBeGreaterThan(10_000);
  });
});

/** The loader refuses two routes that match the same paths with the same method. */
function withoutTwins(routes: readonly Declared[]): Declared[] {
  const taken = new Set<string>();
  return routes.filter(({ method, template }) => {
    const shapes = variants(template).map((variant) =>
      `${method} ${variant}`.toLowerCase().replace(/:\w+/g, ':').replace(/\*\w+/g, '*'),
    );
    const isNew = shapes.every((shape) => !taken.has(shape));
    if (isNew) for (const shape of shapes) taken.add(shape);
    return isNew;
  });
}
