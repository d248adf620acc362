import { type Division, partSizes } from './division.ts';
import type { DivisionMetric } from './metric.ts';

/**
 * NED as the code of FSE 2021 computes it: the share of the modules in parts of fewer than 5 or more than 20.
 *
 * Range 0..1, no unit, LOWER is better; random parts of equal size are perfect by it.
 *
 * Source: A. Kalia et al., "Mono2Micro", FSE 2021, and its published code.
 */
export const nedFse: DivisionMetric = {
  name: 'nedFse',
  measure: (division) => 1 - shareWithin(division, () => [5, 20]),
};

/**
 * NED as the code of CHGNN computes it: the share of the modules in parts of half to one and a half times the mean size.
 *
 * Range 0..1, no unit, HIGHER is better.
 *
 * Source: A. Mathai et al., "Monolith to Microservices: Representing Application Software through Heterogeneous Graph Neural
 * Network", IJCAI 2022, and its published code.
 */
export const nedChgnn: DivisionMetric = {
  name: 'nedChgnn',
  measure: (division) => shareWithin(division, (mean) => [Math.floor(0.5 * mean), Math.ceil(1.5 * mean)]),
};

function shareWithin(
  division: Division,
  limitsFor: (meanSize: number) => readonly [least: number, most: number],
): number {
  const sizes = [...partSizes(division).values()];
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all === 0) return 0;
  const [least, most] = limitsFor(all / sizes.length);
  const within = sizes.filter((size) => size >= least && size <= most);
  return within.reduce((sum, size) => sum + size, 0) / all;
}
