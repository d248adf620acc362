import type { ModuleMatrix } from './module-matrix.ts';

export type Cell = readonly [row: number, column: number];

/** How a matrix is drawn, in CSS pixels. */
export interface Geometry {
  /** Cells in a row. */
  readonly size: number;
  /** Sides of a cell. */
  readonly side: number;
  /** Room for labels at the left. */
  readonly gutter: number;
}

/** Sides of a cell that can be chosen. */
export const sides: readonly number[] = [1, 2, 3, 4, 6, 8, 10, 12, 16];

/** Sides from which on each row has its label. */
export const minSideOfLabel = 10;

/** The largest cells with which a matrix is not much larger than a window. */
export function fittingSide(size: number): number {
  return sides.findLast((side) => side * size <= 640) ?? 1;
}

export function geometryOf(size: number, side: number): Geometry {
  return { size, side, gutter: side >= minSideOfLabel ? 220 : 130 };
}

/** The cell of the next use after a cell (`n`), or the one before (`p`), row by row; null for other keys and at the ends. */
export function nextUse({ rows }: Pick<ModuleMatrix, 'rows'>, [row, column]: Cell, key: string): Cell | null {
  const step = key === 'n' ? 1 : key === 'p' ? -1 : 0;
  if (step === 0) return null;
  for (let at = row; at >= 0 && at < rows.length; at += step) {
    const columns = [...(rows[at]?.keys() ?? [])].sort((a, b) => step * (a - b));
    const found = columns.find((each) => at !== row || step * (each - column) > 0);
    if (found !== undefined) return [at, found];
  }
  return null;
}

/** What of an element that scrolls is asked and changed. */
interface ScrollBox {
  scrollLeft: number;
  scrollTop: number;
  readonly clientLeft: number;
  readonly clientTop: number;
  readonly clientWidth: number;
  readonly clientHeight: number;
  getBoundingClientRect(): { readonly left: number; readonly top: number };
}

/** The cell under a pointer; null beside the cells. */
export function cellAt(
  box: ScrollBox,
  pointer: { readonly clientX: number; readonly clientY: number },
  { size, side, gutter }: Geometry,
): Cell | null {
  const { left, top } = box.getBoundingClientRect();
  const x = pointer.clientX - left - box.clientLeft;
  const column = Math.floor((x + box.scrollLeft - gutter) / side);
  const row = Math.floor((pointer.clientY - top - box.clientTop + box.scrollTop) / side);
  return x > gutter && row >= 0 && row < size && column >= 0 && column < size ? [row, column] : null;
}

/** Scrolls as far as it takes to have a cell in view. */
export function scrollToCell(box: ScrollBox, [row, column]: Cell, { side, gutter }: Geometry): void {
  const [x, y] = [column * side, row * side];
  const width = box.clientWidth - gutter;
  if (y < box.scrollTop) box.scrollTop = y;
  else if (y + side > box.scrollTop + box.clientHeight) box.scrollTop = y + side - box.clientHeight;
  if (x < box.scrollLeft) box.scrollLeft = x;
  else if (x + side > box.scrollLeft + width) box.scrollLeft = x + side - width;
}
