/** Longer stretches without a common start or end are not compared. */
const maxCompared = 60;

/** Items of two lists that are the same, in the order of both: their common start and end, and what follows each other between. */
export function aligned<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (before: T, after: T) => boolean,
): (readonly [before: T, after: T])[] {
  const found: (readonly [T, T])[] = [];
  const isPair = (a: T | undefined, b: T | undefined): boolean =>
    a !== undefined && b !== undefined && isSame(a, b) && found.push([a, b]) > 0;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isPair(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && isPair(before.at(-1 - end), after.at(-1 - end))) end++;
  const left = after.slice(start, after.length - end);
  const own = before.slice(start, before.length - end);
  if (left.length > maxCompared || own.length > maxCompared) return found;
  let from = 0;
  for (const each of own) {
    const at = left.findIndex((other, index) => index >= from && isPair(each, other));
    if (at >= 0) from = at + 1;
  }
  return found;
}
