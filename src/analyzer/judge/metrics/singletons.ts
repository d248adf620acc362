import { partSizes } from './division.ts';
import type { DivisionMetric } from './metric.ts';

/** Parts of a single module: with many of them ICP and IFN are good for a bad reason. From 0, in parts. */
export const singletons: DivisionMetric = {
  name: 'singletons',
  measure: (division) => [...partSizes(division).values()].filter((size) => size === 1).length,
};
