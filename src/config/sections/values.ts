/** The kinds of values that several sections of the proxy's configuration share, each with the sentence that names what is wrong. */
import { z } from 'zod';

/** Names end up in logs and tables, so they stay short and plain. */
export const namePattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
const nameSentence = 'must be a name of lower-case letters, digits and dashes, at most 63';
export const name = z.string(nameSentence).regex(namePattern, nameSentence);

export const text = z.string('must be text');
export const file = text
  .min(1, 'must not be empty')
  .max(4096, 'must be the path of a file, relative to the folder of this one');
export const flag = z.boolean('must be true or false');

/** RFC 9110 section 5.6.2. */
const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
export const fieldName = z
  .string('must be the name of a header or cookie')
  .regex(token, 'must be the name of a header or cookie');

/** A share in percent, `min` (0 or 1) to 100. */
export function percent(min: number) {
  const sentence = `must be a number from ${min} to 100`;
  return z.number(sentence).min(min, sentence).max(100, sentence);
}
