import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

test('ts-rest: endpoints of nested contracts with the functions that answer them', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'contract.ts': `import { initContract } from '@ts-rest/core';
const c = initContract();
const orders = c.router({
  one: { method: 'GET', path: '/orders/:id', responses: { 200: c.type<object>() } },
  place: { method: 'POST', path: \`/orders\`, body: c.type<object>(), responses: {} },
  unanswered: { method: 'GET', path: '/never', responses: {} },
});
export const contract = c.router({ orders, health: { method: 'GET', path: '/health', responses: {} } }, { pathPrefix: '/api' });
`,
      'server.ts': `import express from 'express';
import { createExpressEndpoints, initServer } from '@ts-rest/express';
import { contract } from './contract';
const s = initServer();
const orders = s.router(contract.orders, {
  one: async ({ params }) => ({ status: 200, body: {} }),
  place: { middleware: [], handler: async function place() { return fetch('https://pay'); } },
});
const app = express();
createExpressEndpoints(contract, s.router(contract, { orders, health: async () => ({ status: 200, body: {} }) }), app);
app.listen(1);
`,
    }),
  });
  expect(routes.map(({ method, path, line, handler }) => `${method} ${path} ${line} ${handler}`)).toEqual([
    'GET /api/orders/:id 6 one',
    'POST /api/orders 7 place',
    'GET /api/health 10 health',
  ]);
});
