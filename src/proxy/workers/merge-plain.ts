type Plain = Readonly<Record<string, unknown>>;

/**
 * One document from several of the same shape: numbers are summed, texts that differ stand beside each other, and of lists those elements become one that
 * have the same name (`name`, or `cluster` and `destination`).
 */
export function mergePlain(parts: readonly unknown[]): unknown {
  const given = parts.filter((part) => part !== undefined);
  if (given.every((part) => typeof part === 'number')) return given.reduce((all, part) => all + part, 0);
  if (given.every((part) => Array.isArray(part))) return mergeLists(given);
  if (given.every(isPlain)) {
    const keys = new Set(given.flatMap((part) => Object.keys(part)));
    return Object.fromEntries([...keys].map((key) => [key, mergePlain(given.map((part) => part[key]))]));
  }
  const distinct = [...new Set(given)];
  return distinct.length === 1 ? distinct[0] : distinct.map(String).sort().join(' | ');
}

function mergeLists(lists: readonly (readonly unknown[])[]): unknown[] {
  const groups = new Map<unknown, unknown[]>();
  for (const element of lists.flat()) {
    const key = nameOf(element);
    groups.set(key, [...(groups.get(key) ?? []), element]);
  }
  return [...groups.values()].map(mergePlain);
}

/** What cannot be named is only equal to itself. */
function nameOf(element: unknown): unknown {
  if (!isPlain(element)) return element;
  const { name, cluster, destination } = element;
  if (typeof name === 'string') return name;
  return typeof cluster === 'string' && typeof destination === 'string'
    ? `${cluster}\0${destination}`
    : element;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
