import type { RouteDiscoverer } from './discoverer.ts';
import { adonis } from './adonis/adonis.ts';
import { inversifyExpress } from './decorated/inversify-express.ts';
import { loopback } from './decorated/loopback.ts';
import { midway } from './decorated/midway.ts';
import { overnight } from './decorated/overnight.ts';
import { ownDecorators } from './decorated/own-decorators.ts';
import { routingControllers } from './decorated/routing-controllers.ts';
import { tsEd } from './decorated/ts-ed.ts';
import { tsoa } from './decorated/tsoa.ts';
import { elysia } from './elysia.ts';
import { express } from './express.ts';
import { fastify } from './fastify/fastify.ts';
import { astro } from './files/astro.ts';
import { medusa } from './files/medusa.ts';
import { next } from './files/next/next.ts';
import { nitro } from './files/nitro.ts';
import { remix } from './files/remix/remix.ts';
import { solidStart } from './files/solid-start.ts';
import { sveltekit } from './files/sveltekit.ts';
import { vercel } from './files/vercel.ts';
import { hapi } from './hapi.ts';
import { hono } from './hono.ts';
import { ittyRouter } from './itty-router.ts';
import { koa } from './koa.ts';
import { nest } from './nest/nest.ts';
import { polka } from './polka.ts';
import { restify } from './restify.ts';
import { serverless } from './serverless/serverless.ts';
import { tinyhttp } from './tinyhttp.ts';
import { unreadRoutes } from './unread-routes.ts';
import { tsRest } from './ts-rest.ts';

/** Every framework that is known; adding one is one line here. */
export const routeDiscoverers: readonly RouteDiscoverer[] = [
  express,
  fastify,
  hono,
  koa,
  hapi,
  restify,
  polka,
  tinyhttp,
  ittyRouter,
  elysia,
  nest,
  next,
  medusa,
  sveltekit,
  nitro,
  remix,
  astro,
  solidStart,
  vercel,
  serverless,
  routingControllers,
  tsoa,
  loopback,
  inversifyExpress,
  tsEd,
  midway,
  overnight,
  adonis,
  ownDecorators,
  tsRest,
  unreadRoutes,
];
