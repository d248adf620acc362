import { expect, test } from 'vitest';
import { manifest, routesIn } from '../../support/routes-in.ts';

test('SvelteKit: +server answers each method that it exports, a page what its server file runs', async () => {
  const routes = await routesIn({
    'package.json': manifest('@sveltejs/kit'),
    'src/routes/(shop)/orders/[id=integer]/+server.ts':
      "import { json } from '@sveltejs/kit';\nexport async function GET() { return json({}); }\nexport const fallback = () => json({});",
    'src/routes/[[lang]]/files/[...path]/+server.js': 'export const PUT = () => {};',
    'src/routes/[x+2e]well-known/[name].json/+server.ts': 'export const GET = () => {};',
    'src/routes/.well-known/keys/+server.ts': 'export const GET = () => {};',
    'src/routes/cart/+page.server.ts':
      'export const load = async () => ({});\nexport const actions = { default: async () => {} };',
    'src/routes/cart/+page.ts': 'export const load = async () => ({});',
    'src/lib/+server.ts': 'export const GET = () => {};',
  });
  expect(routes).toEqual([
    'ALL /orders/:id src/routes/(shop)/orders/[id=integer]/+server.ts:3 fallback',
    'GET /.well-known/:name.json src/routes/[x+2e]well-known/[name].json/+server.ts:1 GET',
    'GET /.well-known/keys src/routes/.well-known/keys/+server.ts:1 GET',
    'GET /cart src/routes/cart/+page.server.ts:1 load',
    'GET /orders/:id src/routes/(shop)/orders/[id=integer]/+server.ts:2 GET',
    'POST /cart src/routes/cart/+page.server.ts:2 actions.default',
    'PUT {/:lang}/files{/*path} src/routes/[[lang]]/files/[...path]/+server.js:1 PUT',
  ]);
});

test('Nuxt: files of server/api and server/routes answer the method of their name, else what they compare with', async () => {
  const routes = await routesIn({
    'package.json': manifest('nuxt'),
    'server/api/orders/index.get.ts': 'export default defineEventHandler(async function list() {});',
    'server/api/orders/[id].delete.ts': 'export default defineEventHandler(() => {});',
    'server/api/orders/[...slug].ts':
      'export default eventHandler((event) => { assertMethod(event, ["POST", "PUT"]); });',
    'server/routes/feed.xml.ts': 'export default defineEventHandler(() => {});',
    'server/utils/api.ts': 'export default defineEventHandler(() => {});',
    'layers/shop/server/api/cart.post.ts': 'export default defineEventHandler(() => {});',
    'server/middleware/log.ts': 'export default defineEventHandler(() => {});',
    'pages/api/notes.ts': 'export default defineEventHandler(() => {});',
  });
  expect(routes).toEqual([
    'ALL /feed.xml server/routes/feed.xml.ts:1 default',
    'DELETE /api/orders/:id server/api/orders/[id].delete.ts:1 default',
    'GET /api/orders server/api/orders/index.get.ts:1 list',
    'POST /api/cart layers/shop/server/api/cart.post.ts:1 default',
    'POST /api/orders{/*slug} server/api/orders/[...slug].ts:1 default 0.9',
    'PUT /api/orders{/*slug} server/api/orders/[...slug].ts:1 default 0.9',
  ]);
});

test('Remix: flat names, folders with a route file, pathless and optional parts', async () => {
  const routes = await routesIn({
    'package.json': manifest('@remix-run/react'),
    'app/routes/_index.tsx': 'export const loader = () => ({});\nexport default function Home() {}',
    'app/routes/_shop.tsx': 'export const loader = () => ({});',
    'app/routes/_shop.orders.$id.tsx':
      "export async function loader() {}\nexport async function action({ request }) { if (request.method === 'DELETE') return drop(); }",
    'app/routes/orders_.$id.edit/route.tsx': 'export const action = async () => {};',
    'app/routes/orders_.$id.edit/loader.ts': 'export const loader = async () => {};',
    'app/routes/($lang).sitemap[.]xml.ts': 'export const loader = () => {};',
    'app/routes/files.$.ts': 'export const loader = () => {};',
    'app/routes/proxy.ts':
      "export const action = ({ request }) => (request.method === 'GET' ? null : pass());",
    'app/routes/about.tsx': 'export default function About() {}',
  });
  expect(routes).toEqual([
    'DELETE /orders/:id app/routes/_shop.orders.$id.tsx:2 action 0.9',
    'GET / app/routes/_index.tsx:1 loader',
    'GET /files{/*rest} app/routes/files.$.ts:1 loader',
    'GET /orders/:id app/routes/_shop.orders.$id.tsx:1 loader',
    'GET {/:lang}/sitemap.xml app/routes/($lang).sitemap[.]xml.ts:1 loader',
    'POST /orders/:id/edit app/routes/orders_.$id.edit/route.tsx:1 action',
    'POST /proxy app/routes/proxy.ts:1 action',
  ]);
});

test('React Router: routes.ts says which files answer which paths', async () => {
  const routes = await routesIn({
    'package.json': manifest('@react-router/dev'),
    'app/routes.ts': `import { index, layout, prefix, route } from '@react-router/dev/routes';
export default [
  index('./home.tsx'),
  layout('./frame.tsx', [route('orders/:id?', './orders/one.tsx', [route('lines', './orders/lines.tsx')])]),
  ...prefix('api', [route('files/*', 'files.ts')]),
];`,
    'app/home.tsx': 'export const loader = () => {};',
    'app/frame.tsx': 'export const loader = () => {};',
    'app/orders/one.tsx': 'export const action = () => {};',
    'app/orders/lines.tsx': 'export const loader = () => {};',
    'app/files.ts': 'export const loader = () => {};',
    'app/routes/unused.ts': 'export const loader = () => {};',
  });
  expect(routes).toEqual([
    'GET / app/home.tsx:1 loader',
    'GET /api/files{/*rest} app/files.ts:1 loader',
    'GET /orders{/:id}/lines app/orders/lines.tsx:1 loader',
    'POST /orders{/:id} app/orders/one.tsx:1 action',
  ]);
});

test('Astro endpoints and SolidStart API routes answer each method that they export', async () => {
  const routes = await routesIn({
    'site/package.json': manifest('astro'),
    'site/src/pages/orders/[id].json.ts': 'export const GET = () => {};\nexport const ALL = () => {};',
    'site/src/pages/_draft/[id].ts': 'export const GET = () => {};',
    'shop/package.json': manifest('@solidjs/start'),
    'shop/src/routes/api/(internal)/[...path].ts': 'export function POST() {}',
    'shop/src/routes/index(home).tsx': 'export default function Home() {}\nexport const GET = () => {};',
  });
  expect(routes).toEqual([
    'ALL /orders/:id.json site/src/pages/orders/[id].json.ts:2 ALL',
    'GET / shop/src/routes/index(home).tsx:2 GET',
    'GET /orders/:id.json site/src/pages/orders/[id].json.ts:1 GET',
    'POST /api{/*path} shop/src/routes/api/(internal)/[...path].ts:1 POST',
  ]);
});

test('base paths of configurations stand before the paths of the files', async () => {
  const handler = 'export const GET = () => {};\nexport const loader = () => {};\nexport default () => {};';
  const routes = await routesIn({
    'svelte/svelte.config.js':
      "const config = { kit: { paths: { base: '/svelte' } } };\nexport default config;",
    'svelte/src/routes/orders/+server.ts': handler,
    'astro/astro.config.mjs':
      "import { defineConfig } from 'astro/config';\nexport default defineConfig({ base: '/astro' });",
    'astro/src/pages/orders.ts': handler,
    'nuxt/nuxt.config.ts': "export default defineNuxtConfig({ app: { baseURL: '/nuxt/' } });",
    'nuxt/server/api/orders.ts': handler,
    'remix/react-router.config.ts': "export default { appDirectory: './src', basename: process.env.BASE };",
    'remix/src/routes/orders.ts': handler,
  });
  expect(routes).toEqual([
    'ALL /nuxt/api/orders nuxt/server/api/orders.ts:3 default',
    'GET /astro/orders astro/src/pages/orders.ts:1 GET',
    'GET /svelte/orders svelte/src/routes/orders/+server.ts:1 GET',
    'GET /{process.env.BASE}/orders remix/src/routes/orders.ts:2 loader 0.7',
  ]);
});
