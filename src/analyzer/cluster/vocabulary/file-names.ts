import { posix } from 'node:path';
import { stem } from './stem.ts';
import { businessStems } from '../lexicon.ts';
import { splitWords } from './words.ts';

/**
 * What a file's own name says about its part of the business: stems without role words.
 *
 * `create-order.use-case.ts` gives `order`. A name that is nothing but roles keeps its first word when there is another
 * (`event.service.ts` gives `event`), and says nothing when there is none (`index.ts`).
 */
export function fileNameStems(path: string): string[] {
  const words = splitWords(nameOfModule(path));
  const stems = businessStems(words);
  if (stems.length > 0 || words.length < 2) return stems;
  return words.slice(0, 1).map(stem);
}

/** `order.service` of `orders/order.service.ts`, `placeOrder` of the part `routes/index.js#placeOrder`. */
export function nameOfModule(path: string): string {
  const symbol = path.split('#')[1];
  return symbol ?? posix.basename(path).replace(/(?:\.d)?\.(?:[mc]?[jt]sx?|vue|svelte|astro)$/, '');
}
