/**
 * Pairs of a row and a column, each used once, with the greatest sum of weights: `result[row]` is its column, -1 for none.
 *
 * Weights are 0 or more, and a pair of weight 0 is no pair. Of equal sums always the same is found. O(rows² · columns) with the
 * smaller side as rows.
 *
 * Source: H. W. Kuhn, "The Hungarian Method for the Assignment Problem", 1955; in the form with potentials of J. Munkres, 1957.
 */
export function heaviestAssignment(weights: readonly (readonly number[])[]): number[] {
  const rows = weights.length;
  const columns = weights[0]?.length ?? 0;
  if (rows > columns) return transposed(weights, rows, columns);
  const at = (row: number, column: number): number => -(weights[row - 1]?.[column - 1] ?? 0);
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    const least = new Float64Array(columns + 1).fill(Infinity);
    const previous = new Int32Array(columns + 1);
    const isUsed = new Uint8Array(columns + 1);
    let column = 0;
    rowOf[0] = row;
    do {
      isUsed[column] = 1;
      const current = rowOf[column] as number;
      let delta = Infinity;
      let next = 0;
      for (let other = 1; other <= columns; other++) {
        if (isUsed[other]) continue;
        const cost =
          at(current, other) - (rowPotential[current] as number) - (columnPotential[other] as number);
        if (cost < (least[other] as number)) {
          least[other] = cost;
          previous[other] = column;
        }
        if ((least[other] as number) < delta) [delta, next] = [least[other] as number, other];
      }
      for (let other = 0; other <= columns; other++) {
        if (isUsed[other]) {
          const owner = rowOf[other] as number;
          rowPotential[owner] = (rowPotential[owner] as number) + delta;
          columnPotential[other] = (columnPotential[other] as number) - delta;
        } else least[other] = (least[other] as number) - delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    for (let step = column; step !== 0; step = previous[step] as number)
      rowOf[step] = rowOf[previous[step] as number] as number;
  }
  const result = Array.from({ length: rows }, () => -1);
  for (let column = 1; column <= columns; column++) {
    const row = rowOf[column] as number;
    if (row > 0 && at(row, column) < 0) result[row - 1] = column - 1;
  }
  return result;
}

function transposed(weights: readonly (readonly number[])[], rows: number, columns: number): number[] {
  const turned = Array.from({ length: columns }, (_, column) => weights.map((row) => row[column] ?? 0));
  const result = Array.from({ length: rows }, () => -1);
  if (columns > 0)
    heaviestAssignment(turned).forEach((row, column) => {
      if (row >= 0) result[row] = column;
    });
  return result;
}
