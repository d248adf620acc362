import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function found(files: Record<string, string>) {
  const { operations, routes, diagnostics } = await discoverFacts({ root: sourceTree(files) });
  return {
    operations: operations
      .map(({ name, file, line, handler, confidence }) => `${name} ${file}:${line} ${handler} ${confidence}`)
      .sort(),
    routes: routes.map(({ method, path, handler }) => `${method} ${path} ${handler}`),
    lost: diagnostics.filter(({ code }) => code === 'OPERATIONS_UNKNOWN').map(({ message }) => message),
    effects: new Map(operations.map(({ name, sideEffects }) => [name, sideEffects])),
  };
}

const trpc = `import { initTRPC } from '@trpc/server';
const t = initTRPC.context<object>().create({ transformer: {} });
export const createTRPCRouter = t.router;
export const mergeRouters = t.mergeRouters;
export const publicProcedure = t.procedure.use(t.middleware(async (opts) => opts.next()));
export const paged = (size: number) => publicProcedure.input({ size });
`;

test('procedures are named by the keys of nested, merged, spread, lazy and plain routers', async () => {
  const { operations, lost, effects } = await found({
    'trpc.ts': trpc,
    'orders.ts': `import { createTRPCRouter, paged, publicProcedure } from './trpc';
import { place } from './place';
export const ordersRouter = createTRPCRouter({
  byId: publicProcedure
    .input({})
    .query(async function byId() {}),
  place: publicProcedure.mutation(place),
  list: paged(10).query(() => []),
  lines: { all: publicProcedure.query(() => []) },
});
`,
    'place.ts': "export const place = () => fetch('https://pay');\n",
    'users.ts': `import { createTRPCRouter, publicProcedure } from './trpc';
export const usersRouter = createTRPCRouter({ onChange: publicProcedure.subscription(async function* onChange() {}) });
`,
    'root.ts': `import { lazy } from '@trpc/server';
import { createTRPCRouter, mergeRouters, publicProcedure } from './trpc';
import { ordersRouter } from './orders';
import { given } from 'elsewhere';
const health = createTRPCRouter({ ping: publicProcedure.query(() => 'pong') });
export const appRouter = mergeRouters(health, createTRPCRouter({
  order: ordersRouter, user: lazy(() => import('./users')), again: createTRPCRouter({ ...health._def.procedures }), given: given.router,
}));
`,
  });
  expect(operations).toEqual([
    'again.ping root.ts:5 health.ping 1',
    'order.byId orders.ts:6 byId 1',
    'order.lines.all orders.ts:9 ordersRouter.lines.all 1',
    'order.list orders.ts:8 ordersRouter.list 1',
    'order.place orders.ts:7 place 1',
    'ping root.ts:5 health.ping 1',
    'user.onChange users.ts:2 onChange 1',
  ]);
  expect(lost).toEqual([expect.stringContaining('given')]);
  expect(effects.get('order.place')).toBe('external');
  expect(effects.get('order.list')).toBe('none');
});

test('version 9: a chain of names, merged under prefixes', async () => {
  const { operations } = await found({
    'root.ts': `import * as trpc from '@trpc/server';
const createRouter = () => trpc.router<object>();
const posts = createRouter().query('all', { resolve: () => [] }).mutation('add', { input: {}, async resolve() {} });
export const appRouter = createRouter().transformer({}).query('health', { resolve: () => 'ok' }).merge('post.', posts);
`,
  });
  expect(operations.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
    'health root.ts:4',
    'post.add root.ts:3',
    'post.all root.ts:3',
  ]);
});

test('adapters that are middleware or plugins answer below the path where they are mounted', async () => {
  const router = `import { createTRPCRouter, publicProcedure } from './trpc';
export const appRouter = createTRPCRouter({ ping: publicProcedure.query(() => 'pong') });
`;
  const unserved = `import { createTRPCRouter, publicProcedure } from './trpc';
export const old = createTRPCRouter({ gone: publicProcedure.query(() => 'pong') });
`;
  const onExpress = await found({
    'trpc.ts': trpc,
    'router.ts': router,
    'old.ts': unserved,
    'server.ts': `import express from 'express';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { appRouter } from './router';
const app = express();
app.use('/api/trpc', createExpressMiddleware({ router: appRouter }));
app.listen(1);
`,
  });
  expect(onExpress.routes).toEqual(['ALL /api/trpc/:path trpc']);
  expect(onExpress.operations).toEqual(['gone old.ts:2 old.gone 0.8', 'ping router.ts:2 appRouter.ping 1']);
  const onFastify = await found({
    'trpc.ts': trpc,
    'router.ts': router,
    'server.ts': `import fastify from 'fastify';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { appRouter } from './router';
const server = fastify();
server.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: { router: appRouter } });
server.listen({ port: 1 });
`,
  });
  expect(onFastify.routes).toEqual(['ALL /trpc/:path trpc']);
  const onHono = await found({
    'trpc.ts': trpc,
    'router.ts': router,
    'server.ts': `import { Hono } from 'hono';
import { trpcServer } from '@hono/trpc-server';
import { appRouter } from './router';
const app = new Hono();
app.use('/api/trpc/*', trpcServer({ router: appRouter, endpoint: '/api/trpc' }));
export default app;
`,
  });
  expect(onHono.routes).toEqual(['ALL /api/trpc/:path trpc']);
});

test('routers that functions and classes make are found though nobody calls these, and a module is a router', async () => {
  const { operations } = await found({
    'trpc.ts': `import { initTRPC } from '@trpc/server';
const t = initTRPC.create();
export const { router, procedure } = t;
`,
    'procedures.ts': `import { procedure } from './trpc';
export const list = procedure.query(() => []);
`,
    'app.ts': `import { procedure, router } from './trpc';
import * as procedures from './procedures';
class Orders { router = router({ place: procedure.mutation(() => 1) }); }
export const createAppRouter = (service: object) => router({ item: router(procedures), order: new Orders().router });
`,
  });
  expect(operations.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
    'item.list procedures.ts:2',
    'order.place app.ts:3',
  ]);
});
