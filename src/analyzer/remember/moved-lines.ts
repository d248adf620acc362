import type { SourceModule } from '../discover/source/read-code.ts';

/** Where lines of code are after an edit that changed no code: by the line before; in the same order, and no two in one. */
export type MovedLines = ReadonlyMap<number, number>;

/**
 * The lines of a file as they were and as they are, when two readings of it say the same to the last name: what stands between
 * lines of code may differ. Null when they do not, or when lines were joined or divided. O(size).
 */
export function movedLines(before: SourceModule, after: SourceModule): MovedLines | null {
  const lines = new Map<number, number>();
  // The code of a file starts at its first line, whatever that holds.
  const start = (module: SourceModule) => ({ ...module, lines: 0, code: { ...module.code, line: 0 } });
  const isSame = compare(start(before), start(after), before.code, after.code, (from, to) => {
    const known = lines.get(from);
    lines.set(from, to);
    return known === undefined || known === to;
  });
  return isSame && isInOrder(lines) ? lines : null;
}

export function isInOrder(lines: MovedLines): boolean {
  const targets = [...lines].sort(([a], [b]) => a - b).map(([, to]) => to);
  return targets.every((to, index) => index === 0 || (targets[index - 1] as number) < to);
}

/** Compares graphs of plain objects, lists and maps, which may lead back to themselves; `moved` is told of lines. */
function compare(
  before: object,
  after: object,
  startBefore: object,
  startAfter: object,
  moved: (from: number, to: number) => boolean,
): boolean {
  const counterpart = new Map<object, object>([[startBefore, startAfter]]);
  const open: (readonly [unknown, unknown, isLine: boolean])[] = [[before, after, false]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [a, b, isLine] = next;
    if (!isObject(a) || !isObject(b)) {
      const isSame = isLine && typeof a === 'number' && typeof b === 'number' ? moved(a, b) : Object.is(a, b);
      if (!isSame) return false;
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
      const isLineToo = ofA.kind === 'map' ? isLine : ofA.kind === 'object' && lineKeys.has(key);
      open.push([ofA.values[index], ofB.values[index], isLineToo]);
    }
  }
  return true;
}

/** What lines are called in reduced code; `memberLines` has one for each member. */
const lineKeys = new Set<unknown>(['line', 'endLine', 'memberLines']);

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
