import { expressLike } from './express-like.ts';

/** Polka, also its default export of earlier versions. */
export const polka = expressLike({
  name: 'polka',
  makers: new Map([['polka:', 'application']]),
  types: new Set(['polka:Polka']),
});
