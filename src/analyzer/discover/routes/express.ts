import { expressLike } from './express-like.ts';

/**
 * Express 4 and 5 with express-promise-router, express-async-router, express-ws and @awaitjs/express.
 *
 * `app.get('name')` with one argument reads a setting and is no route.
 */
export const express = expressLike({
  name: 'express',
  makers: new Map([
    ['express:', 'application'],
    ['express:Router', 'router'],
    ['ultimate-express:', 'application'],
    ['ultimate-express:Router', 'router'],
    ['express-promise-router:', 'router'],
    ['express-promise-router:Router', 'router'],
    ['express-async-router:AsyncRouter', 'router'],
    ['@awaitjs/express:addAsync', 'argument'],
    ['@awaitjs/express:Router', 'router'],
    ['express-ws:', 'around'],
  ]),
  types: new Set(
    ['express', 'express-serve-static-core'].flatMap((from) =>
      ['Router', 'IRouter', 'Express', 'Application', 'IRoute', 'IRouterHandler'].map(
        (type) => `${from}:${type}`,
      ),
    ),
  ),
});
