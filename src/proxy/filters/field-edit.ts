import type { FilterConfig } from '../../config/proxy-schema.ts';

type WrittenEdit = NonNullable<FilterConfig['requestHeaders']>;

/** Several changes of headers as one: names that end, and lines that are added behind the rest. */
export interface FieldEdit {
  /** Lower-case. */
  readonly dropped: ReadonlySet<string>;
  /** Header lines, each ended by CRLF. */
  readonly lines: string;
  /** Of all headers that it changes, lower-case, sorted. */
  readonly names: readonly string[];
}

/** One edit that does what the written ones do one after the other, each in the order remove, set, add; undefined for none. */
export function fieldEdit(written: readonly WrittenEdit[]): FieldEdit | undefined {
  if (written.length === 0) return undefined;
  const dropped = new Set<string>();
  let added: { lower: string; line: string }[] = [];
  const drop = (name: string): void => {
    const lower = name.toLowerCase();
    dropped.add(lower);
    added = added.filter((each) => each.lower !== lower);
  };
  for (const { set = [], add = [], remove = [] } of written) {
    for (const name of remove) drop(name);
    for (const { name } of set) drop(name);
    for (const { name, value } of [...set, ...add])
      added.push({ lower: name.toLowerCase(), line: `${name}: ${value}\r\n` });
  }
  const names = [...new Set([...dropped, ...added.map(({ lower }) => lower)])].sort();
  return { dropped, lines: added.map(({ line }) => line).join(''), names };
}
