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
  const words = splitWords(posix.basename(path).replace(/(?:\.d)?\.[mc]?[jt]sx?$/, ''));
  const stems = businessStems(words);
  if (stems.length > 0 || words.length < 2) return stems;
  return words.slice(0, 1).map(stem);
}
