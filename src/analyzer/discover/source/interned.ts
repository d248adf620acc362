/** Longer texts hardly come twice. */
const maxLength = 64;
/** More texts than this are forgotten all at once. */
const maxKnown = 200_000;
const known = new Map<string, string>();

/**
 * The same text, held once however often it is read: the parser makes a text of each name at each place, and they were a
 * sixth of what is kept of a file.
 */
export function interned(text: string): string {
  if (text.length > maxLength) return text;
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= maxKnown) known.clear();
  known.set(text, text);
  return text;
}
