/** Conditions of `exports` and `imports` in the order in which source is preferred over build output. */
const conditions = ['source', 'development', 'types', 'import', 'module', 'require', 'node', 'default'];

/**
 * The targets that a map of `exports` or `imports` names for a subpath, best first: `./src/*.ts` for `./orders` becomes
 * `./src/orders.ts`. Empty when the map does not contain the subpath.
 *
 * Source: Node.js, "Modules: Packages", subpath patterns and conditional exports.
 */
export function packageTargets(map: unknown, subpath: string): string[] {
  if (!isRecord(map)) return subpath === '.' ? flatten(map) : [];
  const keys = Object.keys(map);
  if (subpath === '.' && !keys.some((key) => key.startsWith('.') || key.startsWith('#'))) return flatten(map);
  if (Object.hasOwn(map, subpath)) return flatten(map[subpath]);
  const match = longestPattern(keys, subpath);
  return match === null
    ? []
    : flatten(map[match.key]).map((target) => target.replaceAll('*', () => match.star));
}

/** The key with the longest text before its `*` that fits, and what the `*` stands for. */
export function longestPattern(keys: readonly string[], text: string): { key: string; star: string } | null {
  let best: { key: string; star: string; length: number } | null = null;
  for (const key of keys) {
    const at = key.indexOf('*');
    if (at < 0) continue;
    const after = key.slice(at + 1);
    const fits = text.length >= key.length - 1 && text.startsWith(key.slice(0, at)) && text.endsWith(after);
    if (fits && (best === null || at > best.length)) {
      best = { key, star: text.slice(at, text.length - after.length), length: at };
    }
  }
  return best;
}

function flatten(target: unknown, depth = 0): string[] {
  if (typeof target === 'string') return [target];
  if (depth > 8) return [];
  if (Array.isArray(target)) return target.flatMap((each) => flatten(each, depth + 1));
  if (!isRecord(target)) return [];
  const known = conditions.filter((condition) => Object.hasOwn(target, condition));
  const others = Object.keys(target).filter((condition) => !conditions.includes(condition));
  return [...known, ...others].flatMap((condition) => flatten(target[condition], depth + 1));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
