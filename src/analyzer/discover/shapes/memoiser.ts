const maxDepth = 60;
/** Provisional answers that are worked out again in one question before they are kept as they are. */
const maxProvisional = 500;

/**
 * Answers each question once. A question that comes up while it is being answered gets the fallback; what was answered
 * on the way back to it is provisional and not kept, so that a circle does not spoil later answers.
 */
export function memoiser<T>(fallback: T, tidy: (answer: T) => T): (key: object, answer: () => T) => T {
  const known = new Map<object, T>();
  const open = new Map<object, number>();
  /** The outermost open question that was asked again. */
  let circle = Infinity;
  let provisional = 0;
  return (key, answer) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const above = open.get(key);
    if (above !== undefined || open.size >= maxDepth) {
      circle = Math.min(circle, above ?? 0);
      return fallback;
    }
    const depth = open.size;
    if (depth === 0) provisional = 0;
    open.set(key, depth);
    const result = tidy(answer());
    open.delete(key);
    if (circle < depth && provisional < maxProvisional) provisional++;
    else {
      known.set(key, result);
      if (circle >= depth) circle = Infinity;
    }
    return result;
  };
}
