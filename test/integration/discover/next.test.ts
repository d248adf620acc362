import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { manifest, routesIn } from '../../support/routes-in.ts';
import { sourceTree } from '../../support/source-tree.ts';

const ok = 'return new Response();';

test('route files answer with each method that they export, under the folders that count', async () => {
  const routes = await routesIn({
    'package.json': manifest('next'),
    'app/api/orders/route.ts': `export async function GET() { ${ok} }\nexport const POST = async () => { ${ok} };\n`,
    'app/(shop)/@modal/orders/[id]/route.ts': `export async function GET() { ${ok} }`,
    'app/files/[...path]/route.ts': `export { GET } from '../../../handlers';\nexport type DELETE = never;`,
    'app/docs/[[...path]]/route.ts': `import { handlers } from '../../../handlers';\nexport const { GET, PUT: PATCH } = handlers;`,
    'app/%5Fhealth/route.ts': `export * from '../../handlers';`,
    'app/lost/route.ts': `export { GET } from './generated';`,
    'app/_private/route.ts': `export async function GET() { ${ok} }`,
    'app/(.)orders/route.ts': `export async function GET() { ${ok} }`,
    'app/orders/page.tsx': 'export default function Page() { return null; }',
    'app/orders/get.ts': `export async function GET() { ${ok} }`,
    'handlers.ts': `export async function GET() { ${ok} }\nexport const handlers = { GET, PUT: GET };`,
  });
  expect(routes).toEqual([
    'GET /_health app/%5Fhealth/route.ts:1 GET',
    'GET /api/orders app/api/orders/route.ts:1 GET',
    'GET /docs{/*path} app/docs/[[...path]]/route.ts:2 GET',
    'GET /files/*path app/files/[...path]/route.ts:1 GET',
    'GET /lost app/lost/route.ts:1 GET',
    'GET /orders/:id app/(shop)/@modal/orders/[id]/route.ts:1 GET',
    'PATCH /docs{/*path} app/docs/[[...path]]/route.ts:2 GET',
    'POST /api/orders app/api/orders/route.ts:2 POST',
  ]);
});

test('a file of pages/api answers the methods that its code or what it calls compares with, else every one', async () => {
  const routes = await routesIn({
    'package.json': manifest('next'),
    'src/pages/api/index.ts': 'export default function health(req, res) { res.end(); }',
    'src/pages/api/orders/[id].ts':
      "export default async function one(req, res) { switch (req.method) { case 'GET': return load(); case 'DELETE': return drop(); default: res.end(); } }",
    'src/pages/api/carts.ts':
      "import { create } from '../../carts';\nexport default async function carts(req, res) { await create(req, res); }",
    'src/carts.ts':
      "export async function create(req, res) { const { method } = req; if (method !== 'POST') return res.status(405).end(); fetch('/x', { method: 'PUT' }); }",
    'src/pages/api/table.ts':
      "import { byMethod } from 'a-package';\nasync function list() {}\nexport default byMethod({\n  GET: list,\n  PUT: byMethod({ fn: async () => { await list(); } }),\n});",
    'src/pages/api/indexed.ts':
      'const handlers = {\n  GET: list,\n  POST: async function make() {},\n};\nasync function list() {}\nexport default async function all(req, res) { return handlers[req.method](req, res); }',
    'src/pages/api/chain.ts':
      "import { createRouter } from 'next-connect';\nconst router = createRouter();\nrouter.use(log).get(async function list() {})\n  .post(async () => {});\nexport default router.handler({});",
    'src/pages/orders.tsx':
      'export async function getServerSideProps() { return { props: {} }; }\nexport default function Page() { return null; }',
    'src/pages/about.tsx': 'export default function Page() { return null; }',
    'src/pages/api/parts.ts': 'export const notAHandler = 1;',
  });
  expect(routes).toEqual([
    'ALL /api src/pages/api/index.ts:1 health',
    'DELETE /api/orders/:id src/pages/api/orders/[id].ts:1 one 0.9',
    'GET /api/chain src/pages/api/chain.ts:3 list',
    'GET /api/indexed src/pages/api/indexed.ts:2 list',
    'GET /api/orders/:id src/pages/api/orders/[id].ts:1 one 0.9',
    'GET /api/table src/pages/api/table.ts:4 list',
    'GET /orders src/pages/orders.tsx:1 getServerSideProps',
    'POST /api/carts src/pages/api/carts.ts:2 carts 0.9',
    'POST /api/chain src/pages/api/chain.ts:4 anonymous',
    'POST /api/indexed src/pages/api/indexed.ts:3 POST',
    'PUT /api/table src/pages/api/table.ts:5 PUT',
  ]);
});

test('every application has its own base path and page extensions; rewrites are noted', async () => {
  const root = sourceTree({
    'package.json': manifest('turbo'),
    'apps/shop/package.json': manifest('next'),
    'apps/shop/next.config.mjs':
      "import withPlugin from 'a-plugin';\nconst config = { basePath: '/shop', pageExtensions: ['api.ts'], rewrites: async () => [] };\nexport default withPlugin(config);",
    'apps/shop/pages/api/orders.api.ts': 'export default function orders() {}',
    'apps/shop/pages/api/orders.ts': 'export default function notARoute() {}',
    'apps/admin/next.config.js': 'module.exports = () => ({ basePath: process.env.BASE || undefined });',
    'apps/admin/pages/api/users.js': 'module.exports = function users() {};',
    'apps/docs/next.config.ts': 'export default { basePath: process.env.DOCS };',
    'apps/docs/app/search/route.ts': 'export function GET() {}',
    'apps/api/pages/api/orders.ts': 'export default function notNext() {}',
  });
  const { routes, diagnostics } = await discoverFacts({ root });
  expect(routes.map(({ method, path, confidence }) => `${method} ${path} ${confidence}`)).toEqual([
    'ALL /api/users 0.7',
    'GET /{process.env.DOCS}/search 0.7',
    'ALL /shop/api/orders 1',
  ]);
  expect(diagnostics).toContainEqual(
    expect.objectContaining({
      code: 'ROUTES_REWRITTEN',
      location: { path: 'apps/shop/next.config.mjs', line: 1 },
    }),
  );
});
