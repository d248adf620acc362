import { expect, test } from 'vitest';
import { routesIn } from '../../support/routes-in.ts';

test('Vercel: files of api are functions; a server as default export has routes of its own', async () => {
  const routes = await routesIn({
    'vercel.json': '{}',
    'api/orders/[id].ts':
      "export default function one(req, res) { if (req.method !== 'GET') return res.status(405).end(); }",
    'api/carts.ts': 'export function GET() {}\nexport const POST = () => {};',
    'api/_lib/db.ts': 'export default function db() {}',
    'api/config.ts': 'export default { a: 1 };',
    'api/index.ts':
      "import express from 'express';\nconst app = express();\napp.get('/health', function health(req, res) {});\nexport default app;",
    'src/api/client.ts': 'export default function client() {}',
  });
  expect(routes).toEqual([
    'GET /api/carts api/carts.ts:1 GET',
    'GET /api/orders/:id api/orders/[id].ts:1 one 0.9',
    'GET /health api/index.ts:3 health',
    'POST /api/carts api/carts.ts:2 POST',
  ]);
});

test('Serverless Framework: events name the functions that answer them', async () => {
  const routes = await routesIn({
    'shop/serverless.yml': `service: shop
provider:
  name: aws
  stage: \${opt:stage, 'dev'}
functions:
  place:
    handler: src/orders.place
    events:
      - http:
          path: orders/{id}
          method: post
      - httpApi: 'GET /orders/{proxy+}'
      - sqs: !GetAtt Queue.Arn
  other:
    handler: src/missing.none
    events:
      - httpApi: '*'
  all:
    handler: src/orders.all
    events:
      - httpApi: '*'
`,
    'shop/src/orders.ts': 'export const place = async (event) => {};\nexport async function all() {}',
    'broken/serverless.yaml': 'functions: [a: {',
  });
  expect(routes).toEqual([
    'ALL /*proxy shop/src/orders.ts:2 all',
    'GET /orders/*proxy shop/src/orders.ts:1 place',
    'POST /orders/:id shop/src/orders.ts:1 place',
  ]);
});
