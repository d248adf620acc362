import { canonicalText, isObject, LongNumber, type JsonValue } from './json-value.ts';

/** Which elements of two lists belong together. */
export interface Alignment {
  /** Positions in the first and the second list, in the order of the first. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Positions in the first list whose element the second lacks. */
  readonly absent: readonly number[];
  readonly added: readonly number[];
  /** What belongs together stands in another order. */
  readonly isReordered: boolean;
}

/** Keys by which elements are usually known, the surest first. */
const idKeys = ['id', '_id', 'uuid', 'guid', 'key', 'code', 'sku', 'slug', 'name'];

/**
 * Aligns two lists: objects by an identifying key when at least half of them meet by it, everything else by equal elements and then by position.
 *
 * One element that is missing in the middle is one absent element, not a difference of every one behind it. Linear in the size of the lists, beside one sort.
 */
export function alignLists(first: readonly JsonValue[], second: readonly JsonValue[]): Alignment {
  return byIdentity(first, second) ?? byContent(first, second);
}

function byIdentity(first: readonly JsonValue[], second: readonly JsonValue[]): Alignment | undefined {
  for (const key of idKeys) {
    const firstAt = positionsBy(key, first);
    const secondAt = firstAt === undefined ? undefined : positionsBy(key, second);
    if (firstAt === undefined || secondAt === undefined) continue;
    const pairs = [...firstAt].flatMap(([id, at]) => {
      const other = secondAt.get(id);
      return other === undefined ? [] : [[at, other] as const];
    });
    // Identifiers that are drawn anew for every answer identify nothing.
    if (pairs.length * 2 >= Math.min(first.length, second.length)) return alignment(first, second, pairs);
  }
  return undefined;
}

/** Position by identifier, when every element is an object that has one of its own. */
function positionsBy(key: string, list: readonly JsonValue[]): Map<string, number> | undefined {
  const positions = new Map<string, number>();
  for (const [at, element] of list.entries()) {
    const id = isObject(element) && Object.hasOwn(element, key) ? element[key] : undefined;
    if (typeof id !== 'string' && typeof id !== 'number' && !(id instanceof LongNumber)) return undefined;
    const text = id instanceof LongNumber ? id.digits : String(id);
    if (positions.has(text)) return undefined;
    positions.set(text, at);
  }
  return positions;
}

function byContent(first: readonly JsonValue[], second: readonly JsonValue[]): Alignment {
  const waiting = new Map<string, number[]>();
  for (const [at, element] of second.entries()) {
    const text = canonicalText(element);
    const positions = waiting.get(text);
    if (positions === undefined) waiting.set(text, [at]);
    else positions.push(at);
  }
  for (const positions of waiting.values()) positions.reverse();
  const equal: (readonly [number, number])[] = [];
  const unequal: number[] = [];
  for (const [at, element] of first.entries()) {
    const other = waiting.get(canonicalText(element))?.pop();
    if (other === undefined) unequal.push(at);
    else equal.push([at, other]);
  }
  const left = [...waiting.values()].flat().sort((a, b) => a - b);
  const rest = unequal.slice(0, left.length).map((at, nth) => [at, left[nth] as number] as const);
  return alignment(first, second, [...equal, ...rest]);
}

function alignment(
  first: readonly JsonValue[],
  second: readonly JsonValue[],
  unsorted: readonly (readonly [number, number])[],
): Alignment {
  const pairs = unsorted.toSorted(([a], [b]) => a - b);
  const [inFirst, inSecond] = [new Set(pairs.map(([at]) => at)), new Set(pairs.map(([, at]) => at))];
  return {
    pairs,
    absent: [...first.keys()].filter((at) => !inFirst.has(at)),
    added: [...second.keys()].filter((at) => !inSecond.has(at)),
    isReordered: pairs.some(
      ([, at], nth) => nth > 0 && at < (pairs[nth - 1] as readonly [number, number])[1],
    ),
  };
}
