import type { ComponentChild } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { GridCell } from './grid-cell.ts';
import { nextCell } from './next-cell.ts';

export interface GridLine {
  readonly key: string | number;
  readonly head: ComponentChild;
  /** Its name where a head cannot be shown. */
  readonly label: string;
}

/**
 * A table of which every cell can be chosen: by a click, or with the arrows, Home, End and Enter once it has the focus.
 *
 * `cell` is asked by the positions of a row and a column; null is an empty cell, which cannot be chosen.
 */
export function CellGrid(props: {
  readonly caption: string;
  /** Head of the row heads. */
  readonly corner: ComponentChild;
  readonly rows: readonly GridLine[];
  readonly columns: readonly GridLine[];
  readonly cell: (row: number, column: number) => GridCell | null;
  readonly chosen: readonly [row: number, column: number] | null;
  readonly onChoose: (row: number, column: number) => void;
}) {
  const { caption, corner, rows, columns, cell, chosen, onChoose } = props;
  const [at, setAt] = useState<readonly [number, number]>(chosen ?? [0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const move = (event: KeyboardEvent) => {
    const position = positionOf(event.target);
    if (position === null) return;
    if ((event.key === 'Enter' || event.key === ' ') && cell(...position)) {
      event.preventDefault();
      onChoose(...position);
      return;
    }
    const next = nextCell(position, event.key, rows.length, columns.length);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    const [row, column] = next;
    table.current?.querySelector<HTMLElement>(`td[data-row="${row}"][data-column="${column}"]`)?.focus();
  };
  const choose = (event: MouseEvent) => {
    const position = positionOf(event.target);
    if (position === null || !cell(...position)) return;
    setAt(position);
    onChoose(...position);
  };
  return (
    <div class="grid-scroll">
      <table role="grid" class="cell-grid" aria-label={caption} ref={table} onKeyDown={move} onClick={choose}>
        <GridHead corner={corner} columns={columns} />
        <tbody>
          {rows.map(({ key, head }, row) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {columns.map((column, index) => (
                <Cell
                  key={column.key}
                  row={row}
                  column={index}
                  cell={cell(row, index)}
                  isAt={row === Math.min(at[0], rows.length - 1) && index === at[1]}
                  isChosen={chosen?.[0] === row && chosen[1] === index}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GridHead(props: { readonly corner: ComponentChild; readonly columns: readonly GridLine[] }) {
  const { corner, columns } = props;
  return (
    <thead>
      <tr>
        <th scope="col" class="grid-corner">
          {corner}
        </th>
        {columns.map(({ key, head, label }) => (
          <th key={key} scope="col" title={label}>
            <span class="grid-column-head">{head}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Cell(props: {
  readonly row: number;
  readonly column: number;
  readonly cell: GridCell | null;
  /** Whether the tab key leads to it. */
  readonly isAt: boolean;
  readonly isChosen: boolean;
}) {
  const { row, column, cell, isAt, isChosen } = props;
  return (
    <td
      data-row={row}
      data-column={column}
      tabIndex={isAt ? 0 : -1}
      aria-label={cell?.label}
      title={cell?.label}
      aria-selected={isChosen}
      class={cell ? `full ${cell.class ?? ''}` : undefined}
    >
      {cell?.text}
    </td>
  );
}

function positionOf(target: EventTarget | null): [number, number] | null {
  const cell = target instanceof Element ? target.closest('td') : null;
  if (cell === null) return null;
  return [Number(cell.dataset['row']), Number(cell.dataset['column'])];
}
