import type { SourceModule } from '../discover/source/read-code.ts';

/**
 * Whether two readings of a file say the same, to the last line of the last name; only how long the file is may differ, as it
 * does when a comment or an empty line is added below the code. O(size).
 */
export function isSameCode(before: SourceModule, after: SourceModule): boolean {
  return isSame({ ...before, lines: 0 }, { ...after, lines: 0 });
}

/** Compares graphs of plain objects, lists and maps, which may lead back to themselves. */
function isSame(before: unknown, after: unknown): boolean {
  const counterpart = new Map<object, object>();
  const open: (readonly [unknown, unknown])[] = [[before, after]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [a, b] = next;
    if (!isObject(a) || !isObject(b)) {
      if (!Object.is(a, b)) return false;
      continue;
    }
    const known = counterpart.get(a);
    if (known === b) continue;
    if (known !== undefined) return false;
    counterpart.set(a, b);
    const ofA = partsOf(a);
    const ofB = partsOf(b);
    if (ofA.keys.length !== ofB.keys.length || ofA.kind !== ofB.kind) return false;
    for (const [index, key] of ofA.keys.entries()) {
      if (ofB.keys[index] !== key) return false;
      open.push([ofA.values[index], ofB.values[index]]);
    }
  }
  return true;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

interface Parts {
  readonly kind: 'list' | 'map' | 'object';
  readonly keys: readonly unknown[];
  readonly values: readonly unknown[];
}

function partsOf(value: object): Parts {
  if (Array.isArray(value)) return { kind: 'list', keys: [...value.keys()], values: value };
  if (value instanceof Map) return { kind: 'map', keys: [...value.keys()], values: [...value.values()] };
  return { kind: 'object', keys: Object.keys(value), values: Object.values(value) };
}
