/** One step of a path pattern: a key, any key, any element of a list, or any number of levels. */
export type PathStep =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'any-key' | 'any-element' | 'levels' };

const step = /\.\.(?=[\w$*[-])|\.([\w$-]+)|\.\*|\[\*\]|\['((?:[^'\\]|\\['\\])*)'\]/y;
const nameAfterLevels = /[\w$-]+/y;

/**
 * The steps of a path pattern: `$.items[*].price`, `$..etag`, `$.byId.*`, `$['odd key']` (of RFC 9535 what names fields; no filters, no single elements).
 *
 * Returns the position, from 0, of what cannot be read instead.
 */
export function parsePathPattern(text: string): readonly PathStep[] | number {
  if (!text.startsWith('$')) return 0;
  const steps: PathStep[] = [];
  let at = 1;
  while (at < text.length) {
    step.lastIndex = at;
    const match = step.exec(text);
    if (match === null) return at;
    at += match[0].length;
    const quoted = match[2]?.replaceAll(/\\(.)/g, '$1');
    const name = match[1] ?? quoted;
    if (name !== undefined) steps.push({ kind: 'key', name });
    else if (match[0] === '..') {
      steps.push({ kind: 'levels' });
      nameAfterLevels.lastIndex = at;
      const following = nameAfterLevels.exec(text)?.[0];
      if (following !== undefined) {
        steps.push({ kind: 'key', name: following });
        at += following.length;
      } else if (text[at] === '*') {
        steps.push({ kind: 'any-key' });
        at++;
      }
    } else steps.push({ kind: match[0] === '[*]' ? 'any-element' : 'any-key' });
  }
  return steps;
}

/** A key that names one thing of many, not a field: digits, a UUID, a long hexadecimal text, an address. */
const idKey = /^(?:\d+|[\da-f]{8}-[\da-f-]{27}|[\da-f]{16,}|[^\s@]+@[^\s@]+)$/i;
const plainKey = /^[A-Za-z_$][\w$-]*$/;

/** A path in a document: as a field (ids and positions left out), and as the place of one value. */
export interface JsonPath {
  readonly field: string;
  readonly place: string;
}

export const rootPath: JsonPath = { field: '$', place: '$' };

/** The path of a key of an object; a key that is an id becomes `.*` in the field, so that fields stay few. */
export function keyPath(path: JsonPath, key: string): JsonPath {
  const written = plainKey.test(key) ? `.${key}` : `[${quoted(key)}]`;
  return { field: path.field + (idKey.test(key) ? '.*' : written), place: path.place + written };
}

/** The path of an element of a list. */
export function elementPath(path: JsonPath, index: number): JsonPath {
  return { field: `${path.field}[*]`, place: `${path.place}[${index}]` };
}

function quoted(key: string): string {
  const shortened = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  return `'${shortened.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
