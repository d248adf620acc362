/** Where a key leads from a cell of a grid of so many rows and columns; null for a key that leads nowhere. */
export function nextCell(
  [row, column]: readonly [number, number],
  key: string,
  rows: number,
  columns: number,
): [number, number] | null {
  const inside = (value: number, size: number) => Math.max(0, Math.min(size - 1, value));
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    PageUp: [row - 10, column],
    PageDown: [row + 10, column],
    Home: [row, 0],
    End: [row, columns - 1],
  };
  const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return move ? [inside(move[0], rows), inside(move[1], columns)] : null;
}
