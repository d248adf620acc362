export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Divides an area into rectangles as close to squares as a greedy walk gets, one for each value, in the order of the values; areas are
 * proportional to them. A value of 0 or less gets a rectangle without area. O(values · log values).
 *
 * Source: M. Bruls, K. Huizing and J. J. van Wijk, "Squarified Treemaps", 2000.
 */
export function squarify(values: readonly number[], area: Rectangle): Rectangle[] {
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const result: Rectangle[] = values.map(() => ({ x: area.x, y: area.y, width: 0, height: 0 }));
  if (total <= 0 || area.width <= 0 || area.height <= 0) return result;
  const scale = (area.width * area.height) / total;
  const sizes = values
    .map((value, index) => ({ index, size: value * scale }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || a.index - b.index);
  let free = area;
  for (let start = 0; start < sizes.length; ) {
    const side = Math.min(free.width, free.height);
    let end = start + 1;
    let sum = (sizes[start] as Sized).size;
    const largest = sum;
    let worst = worstRatio(largest, largest, sum, side);
    for (; end < sizes.length; end++) {
      const { size } = sizes[end] as Sized;
      const next = worstRatio(largest, size, sum + size, side);
      if (next > worst) break;
      worst = next;
      sum += size;
    }
    free = layRow(sizes.slice(start, end), sum, free, result);
    start = end;
  }
  return result;
}

interface Sized {
  readonly index: number;
  readonly size: number;
}

/** The worst ratio of sides among the rectangles of a row that fills the short side of what is free. */
function worstRatio(largest: number, smallest: number, sum: number, side: number): number {
  const square = side * side;
  return Math.max((square * largest) / (sum * sum), (sum * sum) / (square * smallest));
}

/** Lays a row along the short side; gives what is free after it. */
function layRow(row: readonly Sized[], sum: number, free: Rectangle, result: Rectangle[]): Rectangle {
  const isUpright = free.width >= free.height;
  const side = isUpright ? free.height : free.width;
  const thickness = sum / side;
  let offset = 0;
  for (const { index, size } of row) {
    const length = size / thickness;
    result[index] = isUpright
      ? { x: free.x, y: free.y + offset, width: thickness, height: length }
      : { x: free.x + offset, y: free.y, width: length, height: thickness };
    offset += length;
  }
  return isUpright
    ? { ...free, x: free.x + thickness, width: Math.max(0, free.width - thickness) }
    : { ...free, y: free.y + thickness, height: Math.max(0, free.height - thickness) };
}
