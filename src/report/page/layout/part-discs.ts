import type { Point } from './lay-out.ts';

export interface Disc extends Point {
  readonly radius: number;
}

/** Rounds after which discs that still overlap are left to lie closer than the gap; far fewer are needed. */
const maxRounds = 1_000;

/**
 * Pushes discs apart until there is a gap between any two; discs with the same centre part to the sides.
 *
 * O(rounds × n²), for hundreds of discs.
 */
export function partDiscs(discs: readonly Disc[], gap: number): Disc[] {
  const parted = discs.map((disc) => ({ ...disc }));
  for (let round = 0, isApart = false; round < maxRounds && !isApart; round += 1) {
    isApart = true;
    for (const [index, a] of parted.entries())
      for (const b of parted.slice(index + 1)) {
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const distance = Math.hypot(dx, dy);
        const missing = a.radius + b.radius + gap - distance;
        if (missing <= 1e-6) continue;
        isApart = false;
        const [ux, uy] = distance < 1e-9 ? [1, 0] : [dx / distance, dy / distance];
        // The larger one stays where it is, more or less.
        const share = b.radius / (a.radius + b.radius);
        a.x -= ux * missing * share;
        a.y -= uy * missing * share;
        b.x += ux * missing * (1 - share);
        b.y += uy * missing * (1 - share);
      }
  }
  return parted;
}
