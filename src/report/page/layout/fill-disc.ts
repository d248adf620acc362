import type { Point } from './lay-out.ts';

/**
 * Moves points to and from their centre until they fill the disc of radius 1 evenly; each keeps its direction and stays further
 * out than those that were further in. O(n log n).
 */
export function fillDisc(points: readonly Point[]): Point[] {
  const centre = {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
  const polar = points.map(({ x, y }, index) => ({
    index,
    angle: Math.atan2(y - centre.y, x - centre.x),
    distance: Math.hypot(x - centre.x, y - centre.y),
  }));
  const filled: Point[] = [...points];
  polar
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .forEach(({ index, angle }, rank) => {
      // A ring of equal width holds the more points the further out it is.
      const radius = points.length === 1 ? 0 : 0.94 * Math.sqrt((rank + 0.5) / points.length);
      filled[index] = { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
    });
  return filled;
}
