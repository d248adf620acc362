import { expect, test } from 'vitest';
import { manifest, routesIn } from '../../support/routes-in.ts';

test('route files below src/api answer with each method that they export', async () => {
  const routes = await routesIn({
    'package.json': manifest('@medusajs/medusa'),
    'src/api/admin/orders/[id]/route.ts':
      'export const GET = async (req, res) => {};\nexport async function POST(req, res) {}\nexport const AUTHENTICATE = false;\n',
    'src/api/route.ts': 'export const GET = async (req, res) => {};',
    'src/api/admin/orders/middlewares.ts': 'export const GET = [];',
    'src/modules/api/route.ts': 'export const GET = async (req, res) => {};',
  });
  expect(routes).toEqual([
    'GET / src/api/route.ts:1 GET',
    'GET /admin/orders/:id src/api/admin/orders/[id]/route.ts:1 GET',
    'POST /admin/orders/:id src/api/admin/orders/[id]/route.ts:2 POST',
  ]);
});
