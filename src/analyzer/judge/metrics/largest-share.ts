import { partSizes } from './division.ts';
import type { DivisionMetric } from './metric.ts';

/**
 * Share of the modules with a part that are in the largest one.
 *
 * Range 0..1, no unit; near 1 most other metrics are good for a bad reason. 0 without parts.
 */
export const largestShare: DivisionMetric = {
  name: 'largestShare',
  measure(division) {
    const sizes = [...partSizes(division).values()];
    const all = sizes.reduce((sum, size) => sum + size, 0);
    return all === 0 ? 0 : Math.max(...sizes) / all;
  },
};
