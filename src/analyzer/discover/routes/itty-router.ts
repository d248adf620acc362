import { expressLike } from './express-like.ts';

/** itty-router: `Router({ base })`, `AutoRouter` and `IttyRouter`. */
export const ittyRouter = expressLike({
  name: 'itty-router',
  makers: new Map(
    ['Router', 'AutoRouter', 'IttyRouter', 'ThrowableRouter'].map(
      (each) => [`itty-router:${each}`, 'application'] as const,
    ),
  ),
  types: new Set(['itty-router:RouterType', 'itty-router:AutoRouterType', 'itty-router:IttyRouterType']),
});
