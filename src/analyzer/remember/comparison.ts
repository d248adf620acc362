export interface Comparison {
  /** Whether two parts of two readings of a file say the same; what was found the same stays so for later questions. */
  readonly isSame: (before: unknown, after: unknown) => boolean;
  /** What an object is now; undefined for what was not found to be the same. */
  readonly counterpartOf: (before: object) => object | undefined;
}

/**
 * Compares graphs of plain objects, lists and maps, which may lead back to themselves, up to some pairs that are compared on their
 * own; what is `alone` has no like. Lines may differ: those of what is the same are noted, the earlier by the later; a line that would be at two places
 * is a difference.
 */
export function comparison(
  pairs: Iterable<readonly [before: object, after: object]>,
  alone: Iterable<object>,
  lines: Map<number, number>,
): Comparison {
  const fixed = new Map<object, object>(pairs);
  const ends = new Set<object>([...fixed.values(), ...alone]);
  const counterpart = new Map<object, object>();
  const isSame = (before: unknown, after: unknown): boolean => {
    const found = { objects: [] as object[], lines: new Map<number, number>() };
    const open: (readonly [unknown, unknown, isLine: boolean])[] = [[before, after, false]];
    const isEqual = () => {
      for (let next = open.pop(); next; next = open.pop()) {
        const [a, b, isLine] = next;
        if (!isObject(a) || !isObject(b)) {
          if (isLine && typeof a === 'number' && typeof b === 'number') {
            if ((found.lines.get(a) ?? lines.get(a) ?? b) !== b) return false;
            found.lines.set(a, b);
          } else if (!Object.is(a, b)) return false;
          continue;
        }
        if (fixed.has(a) || ends.has(a) || ends.has(b)) {
          if (fixed.get(a) !== b) return false;
          continue;
        }
        // One empty list or map stands for many.
        if (isEmpty(a) && isEmpty(b)) continue;
        const known = counterpart.get(a);
        if (known === b) continue;
        if (known !== undefined) return false;
        counterpart.set(a, b);
        found.objects.push(a);
        if (!pushParts(open, a, b, isLine)) return false;
      }
      return true;
    };
    if (isEqual()) {
      for (const [from, to] of found.lines) lines.set(from, to);
      return true;
    }
    for (const each of found.objects) counterpart.delete(each);
    return false;
  };
  return { isSame, counterpartOf: (before) => fixed.get(before) ?? counterpart.get(before) };
}

/** What lines are called in reduced code; `memberLines` has one for each member. */
const lineKeys = new Set<unknown>(['line', 'memberLines']);
/** Where something ends is of no interest: what is in it is compared. */
const left = new Set<unknown>(['endLine']);

function pushParts(
  open: (readonly [unknown, unknown, isLine: boolean])[],
  a: object,
  b: object,
  isLine: boolean,
): boolean {
  if (a instanceof Map || b instanceof Map) {
    if (!(a instanceof Map && b instanceof Map) || a.size !== b.size) return false;
    const keys = b.keys();
    for (const [key, value] of a) {
      if (keys.next().value !== key) return false;
      open.push([value, b.get(key), isLine]);
    }
    return true;
  }
  const keys = Object.keys(a);
  const others = Object.keys(b);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== others.length) return false;
  for (const [index, key] of keys.entries()) {
    if (others[index] !== key) return false;
    if (left.has(key)) continue;
    open.push([a[key as keyof typeof a], b[key as keyof typeof b], lineKeys.has(key)]);
  }
  return true;
}

function isEmpty(value: object): boolean {
  return Array.isArray(value) ? value.length === 0 : value instanceof Map && value.size === 0;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
