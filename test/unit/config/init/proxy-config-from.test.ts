import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProxyConfig, proxyConfigFrom } from '../../../../src/config/index.ts';
import type { Route } from '../../../../src/model/analysis.ts';
import { buildAnalysis, buildRoute } from '../../../support/build-analysis.ts';

const options = { monolithAddress: 'http://127.0.0.1:3000', port: 8080 };
const initial = (routes: Route[], parts = {}) =>
  proxyConfigFrom(buildAnalysis({ routes, ...parts }), options);
const parse = (text: string) => parseProxyConfig(text, { name: 'proxy.yaml', environment: {} });

const catalog = {
  id: 'catalog',
  name: 'Catalog',
  modules: [],
  routes: [],
  operations: [],
  entities: [],
  confidence: 0.934,
  metrics: {},
  vocabulary: [],
  owners: [],
};

describe('a first configuration', () => {
  it('groups routes by context, keeps their evidence and moves nothing', () => {
    const { text } = initial(
      [
        buildRoute('GET /api/products/:id', {
          file: 'src/products.ts',
          line: 12,
          context: 'catalog',
          touches: ['catalog'],
        }),
        buildRoute('POST /api/orders', {
          file: 'src/orders.ts',
          line: 3,
          context: 'orders',
          touches: ['orders', 'payments'],
          sideEffects: 'writes',
        }),
        buildRoute('GET /health', { file: 'src/app.ts', line: 7 }),
      ],
      {
        contexts: [catalog],
        commit: 'c0ffee',
        verdict: { decision: 'split', why: ['Clear cut.'], wouldChangeIf: [] },
      },
    );
    expect(
      text,
    ).toBe(`# The routes that \`banyan analyze\` found, grouped by context. All of them are still on the monolith:
# running this proxy changes nothing. Check it with \`banyan proxy validate\`, start it with \`banyan proxy run\`.
# Analysed commit: c0ffee
# Verdict: split. Clear cut.
version: banyan/v1

listen:
  host: 127.0.0.1
  port: 8080

clusters:
  monolith:
    destinations:
      - address: http://127.0.0.1:3000
  # An extracted service is one more cluster:
  # catalog:
  #   destinations:
  #     - address: http://127.0.0.1:4000

routeSets:

  # Catalog, confidence 0.93
  - name: catalog
    phase: monolith
    # To move: cluster: catalog, phase: canary, canaryPercent: 5
    routes:
      - method: GET
        path: /api/products/:id
        from: src/products.ts:12
        sideEffects: none
        touches: [catalog]

  # orders
  - name: orders
    phase: monolith
    # To move: cluster: orders, phase: canary, canaryPercent: 5
    routes:
      # touches orders, payments: do not move yet
      - method: POST
        path: /api/orders
        from: src/orders.ts:3
        sideEffects: writes
        touches: [orders, payments]

  # Routes of no context; they stay on the monolith.
  - name: no-context
    phase: monolith
    routes:
      - method: GET
        path: /health
        from: src/app.ts:7
        sideEffects: none
`);
    expect(parse(text).routeSets.map(({ name, phase }) => `${name} ${phase}`)).toEqual([
      'catalog monolith',
      'orders monolith',
      'no-context monolith',
    ]);
  });

  it('is valid for an analysis without routes', () => {
    const { text } = initial([]);
    expect(parse(text).routeSets).toEqual([]);
  });

  it('translates what other Express versions write', () => {
    const { text } = initial([
      buildRoute('get /a/:id?'),
      buildRoute('PROPFIND /dav'),
      buildRoute('ALL /b/*'),
      buildRoute('GET *'),
      buildRoute('GET /c/(.*)'),
    ]);
    expect(parse(text).routeSets[0]?.routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /*rest',
      'GET /a{/:id}',
      'ANY /b/*rest',
      'GET /c/*rest',
      'PROPFIND /dav',
    ]);
  });

  it('lists what it cannot write, each with its place and reason', () => {
    const result = initial([
      buildRoute('GET /a/:id(\\d+)', { line: 4 }),
      buildRoute('GET /{expr}/b'),
      buildRoute('GET /api{/abc/}'),
      buildRoute('GET /:from-:to'),
      buildRoute('WS /stock'),
      buildRoute('GET /fine', { confidence: 0.7 }),
    ]);
    expect(result).toMatchObject({ routes: 1, routeSets: 1 });
    expect(result.unwritten).toHaveLength(5);
    expect(result.text).toContain('# 5 of 6 routes are not above.');
    expect(result.text).toContain('#   GET /a/:id(\\d+) (a.ts:4): ":id(\\d+)" must be : and a name');
    expect(result.text).toContain('#   GET /{expr}/b (a.ts:1): a part of its path is computed at run time');
    expect(result.text).toContain('#   GET /api{/abc/} (a.ts:1): its path is a regular expression');
    expect(result.text).toContain(
      '# confidence 0.70: compare the path with the code\n      - method: GET\n        path: /fine',
    );
    expect(result.text).toContain('#   WS /stock (a.ts:1): WS is not a method that the proxy routes');
  });

  it('writes routes that match the same requests once, and what is left of overlapping ones', () => {
    const result = initial([
      buildRoute('GET /a', { line: 1 }),
      buildRoute('GET /A/', { line: 2 }),
      buildRoute('GET /a/:id?', { line: 3 }),
    ]);
    expect(parse(result.text).routeSets[0]?.routes.map(({ path, from }) => `${path} ${from}`)).toEqual([
      '/A/ a.ts:2',
      '/a/:id a.ts:3',
    ]);
    expect(result.unwritten).toMatchObject([{ path: '/a', reason: 'matches the same requests as a.ts:2' }]);
  });

  it('does not let a GET that writes count as safe', () => {
    const routes = parse(
      initial([
        buildRoute('GET /a', { sideEffects: 'writes' }),
        buildRoute('GET /b', { sideEffects: 'unknown' }),
        buildRoute('POST /c', { sideEffects: 'writes' }),
      ]).text,
    ).routeSets[0]?.routes;
    expect(routes?.map(({ idempotency }) => idempotency)).toEqual(['none', undefined, undefined]);
  });

  it('gives contexts with alike names different names', () => {
    const contexts = ['Orders', 'orders', 'ORDERS!', 'monolith', '注文'];
    const { text } = initial(contexts.map((context, index) => buildRoute(`GET /${index}`, { context })));
    const names = parse(text).routeSets.map(({ name }) => name);
    expect(new Set(names).size).toBe(5);
    expect(names).not.toContain('monolith');
  });

  it('carries any string of an analysed repository without being changed by it', () => {
    const piece = fc.constantFrom(
      ...'# " \' \\ ${HOME} $${ *a &a { } [ ] , !!js % @ ` | > x \n \r \u2028 \u0085 \u0000 \u001b[31m \u202e \ud800'.split(
        ' ',
      ),
      ': ',
      ' #',
      '- ',
    );
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')),
      fc.constantFrom(...'true null ~ 1 1e3 0x1 .inf 2001-01-01 << --- ...'.split(' '), ''),
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ path: hostile, file: hostile, context: hostile, touches: fc.array(hostile) })),
        hostile,
        (rows, why) => {
          const routes = rows.map(({ path, file, context, touches }, index) =>
            buildRoute('GET /', {
              path: index % 2 === 0 ? `/${index}` : path || '/',
              file: file || 'x',
              context,
              touches,
            }),
          );
          const verdict = { decision: 'split' as const, why: [why], wouldChangeIf: [] };
          const result = initial(routes, { verdict });
          const written = parse(result.text).routeSets.flatMap((set) => set.routes);
          expect(written.length + result.unwritten.length).toBeGreaterThanOrEqual(routes.length);
          for (const { from, touches } of written)
            expect(
              routes.some(
                (route) => `${route.file}:1` === from && String(route.touches) === String(touches ?? []),
              ),
            ).toBe(true);
          expect(result.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
          expect(initial(routes.toReversed(), { verdict }).text).toBe(result.text);
        },
      ),
      { numRuns: 1000, seed: 3 },
    );
  });
});
