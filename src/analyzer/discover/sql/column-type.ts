import { isTree, tableNameOf } from './tree-parts.ts';

/** The type of a column as SQL writes it, in lower case: `varchar(255)`, `text[]`; null for none. */
export function columnTypeOf(node: unknown): string | null {
  if (typeof node === 'string') return node === 'Unspecified' ? null : wordsOf(node);
  const [entry] = isTree(node) ? Object.entries(node) : [];
  if (!entry) return null;
  const [kind, detail] = entry;
  switch (kind) {
    case 'Custom':
      return Array.isArray(detail) ? customType(detail) : null;
    case 'Array': {
      const [element] = isTree(detail) ? Object.values(detail) : [];
      const inner = columnTypeOf(Array.isArray(element) ? element[0] : element);
      return inner === null ? 'array' : `${inner}[]`;
    }
    case 'Enum':
    case 'Set':
      return kind.toLowerCase();
    default:
      return sizedType(wordsOf(kind), detail);
  }
}

function customType([name, modifiers]: readonly unknown[]): string | null {
  const named = tableNameOf(name);
  const sizes = Array.isArray(modifiers) && modifiers.length > 0 ? `(${modifiers.join(',')})` : '';
  if (!named) return null;
  return `${named.schema === null ? '' : `${named.schema}.`}${named.name}${sizes}`;
}

/** `timestamp with time zone`, `varchar(255)`, `decimal(10,2)`, `int unsigned`. */
function sizedType(name: string, detail: unknown): string {
  if (Array.isArray(detail) && detail.includes('Tz')) return `${name}tz`;
  if (Array.isArray(detail) && detail.includes('WithTimeZone')) return `${name} with time zone`;
  const sizes = numbersIn(detail);
  return sizes.length > 0 ? `${name}(${sizes.join(',')})` : name;
}

function numbersIn(detail: unknown): number[] {
  if (typeof detail === 'number') return [detail];
  if (Array.isArray(detail)) return detail.flatMap(numbersIn);
  return isTree(detail) ? Object.values(detail).flatMap(numbersIn) : [];
}

/** `DoublePrecision` is `double precision`; `BigInt` and its like are one word. */
function wordsOf(kind: string): string {
  const oneWord = /^(?:(?:Tiny|Small|Medium|Big|Huge)(?:Int|Text|Blob)|\w+Serial|DateTime|JSONB?|UUID)/.exec(
    kind,
  )?.[0];
  const words = (oneWord === undefined ? kind : `${oneWord} ${kind.slice(oneWord.length)}`).trim();
  return words
    .replace(/([a-z\d])([A-Z])/g, (pair, a: string, b: string) =>
      oneWord?.includes(pair) ? pair : `${a} ${b}`,
    )
    .toLowerCase();
}
