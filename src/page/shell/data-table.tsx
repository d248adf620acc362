import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { SearchBox } from './search-box.tsx';
import { filtered, type Sorting, sorted } from './table-rows.ts';
import { useParameter } from './use-place.ts';

export interface Column<Row> {
  readonly title: string;
  /** What it is sorted and filtered by; numbers stand at the right. */
  readonly value: (row: Row) => string | number;
  /** What is shown; the value when absent. */
  readonly cell?: (row: Row) => ComponentChild;
  /** What the title means, where it needs a sentence. */
  readonly hint?: string;
}

/** So many rows at once: more would make every click slow. */
const pageSize = 200;

/**
 * A table that is sorted by a click on a title, and searched.
 *
 * `id` is the prefix of its parameters in the address; the first column heads its row. Rows keep their order until a title is clicked.
 */
export function DataTable<Row>(props: {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** Placeholder of the search; absent where there is nothing to search. */
  readonly search?: string;
  /** What to say when there is no row. */
  readonly empty?: string;
}) {
  const { id, caption, columns, rows, keyOf, search, empty = 'Nothing.' } = props;
  const [sorting, setSorting] = useParameter(`${id}.sort`);
  const [text, setText] = useParameter(`${id}.find`);
  const [limit, setLimit] = useState(pageSize);
  const order = parseSorting(sorting);
  const found = sorted(filtered(rows, columns, text), columns, order);
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <div class="table">
      {search === undefined ? null : (
        <SearchBox label={search} value={text} onChange={setText} found={found.length} of={rows.length} />
      )}
      <div class="table-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table>
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <Head
                  key={column.title}
                  column={column}
                  isNumber={typeof firstValue(rows, column) === 'number'}
                  order={order?.column === index ? (order.isDown ? 'descending' : 'ascending') : 'none'}
                  onSort={() => setSorting(nextSorting(index, order, firstValue(rows, column)))}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, limit).map((row) => (
              <Line key={keyOf(row)} row={row} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      {found.length === 0 ? <p class="empty">Nothing contains “{text}”.</p> : null}
      {found.length > limit ? (
        <button type="button" class="more" onClick={() => setLimit(limit + 5 * pageSize)}>
          Show more of the {shownValue(found.length - limit)} others
        </button>
      ) : null}
    </div>
  );
}

function Head<Row>(props: {
  readonly column: Column<Row>;
  readonly isNumber: boolean;
  readonly order: 'ascending' | 'descending' | 'none';
  readonly onSort: () => void;
}) {
  const { column, isNumber, order, onSort } = props;
  return (
    <th scope="col" aria-sort={order} class={isNumber ? 'number' : undefined}>
      <button type="button" onClick={onSort} title={column.hint}>
        {column.title}
      </button>
    </th>
  );
}

function Line<Row>({ row, columns }: { readonly row: Row; readonly columns: readonly Column<Row>[] }) {
  return (
    <tr>
      {columns.map(({ title, value: valueOf, cell }, index) => {
        const value = valueOf(row);
        const kind = typeof value === 'number' ? 'number' : undefined;
        const shown = cell ? cell(row) : shownValue(value);
        return index === 0 ? (
          <th key={title} scope="row" class={kind}>
            {shown}
          </th>
        ) : (
          <td key={title} class={kind}>
            {shown}
          </td>
        );
      })}
    </tr>
  );
}

const firstValue = <Row,>(rows: readonly Row[], { value }: Column<Row>) =>
  rows[0] === undefined ? '' : value(rows[0]);

const shownValue = (value: string | number) =>
  typeof value === 'number' ? value.toLocaleString('en') : value;

/** Of `2` (up) and `-2` (down), counted from 1. */
function parseSorting(text: string): Sorting | null {
  const number = Number(text);
  if (!Number.isInteger(number) || number === 0) return null;
  return { column: Math.abs(number) - 1, isDown: number < 0 };
}

/** Numbers begin with the largest, names with the first; the third click gives the order of the start. */
function nextSorting(column: number, order: Sorting | null, value: string | number): string {
  const [first, second] = typeof value === 'number' ? ['-', ''] : ['', '-'];
  if (order?.column !== column) return `${first}${column + 1}`;
  return order.isDown === (first === '-') ? `${second}${column + 1}` : '';
}
