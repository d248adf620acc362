import { expressLike } from './express-like.ts';

/** tinyhttp: `new App()`. */
export const tinyhttp = expressLike({
  name: 'tinyhttp',
  makers: new Map([
    ['@tinyhttp/app:App', 'application'],
    ['@tinyhttp/router:Router', 'router'],
  ]),
  types: new Set(['@tinyhttp/app:App', '@tinyhttp/router:Router']),
});
