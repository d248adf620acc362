import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalPath } from '../../src/proxy/routing/canonical-path.ts';
import { createRouteTable } from '../../src/proxy/routing/route-table.ts';
import { routeRequest } from '../support/proxy/route-request.ts';
import { tableRoute } from '../support/proxy/table-route.ts';

type Handler = (request: object, response: { end(): void }) => void;
type Router = Record<'get' | 'post', (path: string, handler: Handler) => void> &
  ((request: object, response: object, next: () => void) => void);

/** The router of the demo monolith. */
const requireFromShop = createRequire(resolve('fixtures/monoliths/shop/package.json'));
const express = requireFromShop('express') as { Router(): Router };

interface Declared {
  readonly method: 'get' | 'post';
  readonly template: string;
}

/** The template whose handler Express calls for a request, or undefined. */
function expressMatch(routes: readonly Declared[], method: string, url: string): Promise<string | undefined> {
  const router = express.Router();
  return new Promise((answer) => {
    for (const { method, template } of routes) router[method](template, () => answer(template));
    const response = { setHeader: () => undefined, end: () => answer(undefined) };
    router({ method, url }, response, () => answer(undefined));
  });
}

const segment = fc.constantFrom('a', 'b', 'Ab', 'products', ':x', ':y', 'a.b', '~c');
const template = fc
  .tuple(
    fc.array(segment, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '', '{/:z}', '/*rest', '/', '{/b}/c'),
  )
  // Express refuses two parameters of one name.
  .map(
    ([segments, end]) =>
      segments.map((text, i) => `/${text.startsWith(':') ? text + i : text}`).join('') + end,
  );
const piece = fc.constantFrom(
  ...'/ / / / a b AB ab products PRODUCTS %70roducts %61 . .. ; // \\ ? # %2f %2e %20 ~c %7ec a.b A%2eb x'.split(
    ' ',
  ),
);
const target = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => `/${pieces.join('').replace(/^\//, '')}`);

describe('a route set', () => {
  it('claims every request that Express would give to one of its routes, or the request is refused', async () => {
    let claimed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ method: fc.constantFrom('get' as const, 'post' as const), template }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.array(fc.tuple(fc.constantFrom('GET', 'HEAD', 'POST'), target), { minLength: 20, maxLength: 20 }),
        async (routes, requests) => {
          const table = createRouteTable(
            routes.map(({ method, template }) => tableRoute(method.toUpperCase(), template)),
            { caseSensitive: false, trailingSlash: 'ignore' },
          );
          for (const [method, text] of requests) {
            const canonical = canonicalPath(text);
            if (!canonical.ok) continue;
            const called = await expressMatch(routes, method, canonical.path + canonical.query);
            if (called === undefined) continue;
            claimed++;
            expect(
              table.match(routeRequest(`${method} ${canonical.path}`)),
              `${method} ${text}, ${called} of Express`,
            ).toBeDefined();
          }
        },
      ),
      { numRuns: 4000, seed: 5 },
    );
    expect(claimed).toBeGreaterThan(2000);
  });
});
