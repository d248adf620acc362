const maxDepth = 60;
/** Provisional answers in one question before the rest of it is cut off. */
const maxProvisional = 1_000;

/**
 * Answers each question once. A question that comes up while it is being answered gets the fallback; what was answered
 * on the way back to it is provisional and not kept, so that a circle does not spoil later answers.
 */
export function memoiser<T>(fallback: T, tidy: (answer: T) => T): (key: object, answer: () => T) => T {
  const known = new Map<object, T>();
  const open = new Map<object, number>();
  /** The outermost open question that was asked again while answering the current one. */
  let circle = Infinity;
  let provisional = 0;
  return (key, answer) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const above = open.get(key);
    if (open.size === 0) provisional = 0;
    if (above !== undefined || open.size >= maxDepth || provisional >= maxProvisional) {
      circle = Math.min(circle, above ?? 0);
      return fallback;
    }
    const depth = open.size;
    const outer = circle;
    circle = Infinity;
    open.set(key, depth);
    const result = tidy(answer());
    open.delete(key);
    if (circle < depth) {
      provisional++;
      circle = Math.min(circle, outer);
    } else {
      known.set(key, result);
      circle = outer;
    }
    return result;
  };
}
