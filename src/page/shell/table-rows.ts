import { byCodeUnit } from '../../lib/ordered.ts';

export interface Sorting {
  /** Position of the column. */
  readonly column: number;
  readonly isDown: boolean;
}

interface Valued<Row> {
  readonly value: (row: Row) => string | number;
}

/** Rows in which some column contains every word of the text, whatever the case. */
export function filtered<Row>(
  rows: readonly Row[],
  columns: readonly Valued<Row>[],
  text: string,
): readonly Row[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const all = columns.map(({ value }) => String(value(row)).toLowerCase()).join('\n');
    return words.every((word) => all.includes(word));
  });
}

/** Rows by one column; equal ones keep their order. A column that is not there changes nothing. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Valued<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const column = sorting && columns[sorting.column];
  if (!column) return rows;
  const sign = sorting.isDown ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(column.value(a), column.value(b)));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : byCodeUnit(String(a).toLowerCase(), String(b).toLowerCase());
}
