import { type Division, placedUses } from './division.ts';
import type { DivisionMetric } from './metric.ts';

/**
 * ICP with logarithm: `Σ crossing (ln v + 1) / Σ all (ln v + 1)` over the ordered pairs of modules with v references.
 *
 * Range 0..1, no unit, lower is better; 0 for one big part, and nearly 0 for a blob with some singletons: read it beside
 * `largestShare`. 0 without references.
 *
 * Source: A. Kalia et al., "Mono2Micro", FSE 2021, and its published code.
 */
export const icpLog: DivisionMetric = {
  name: 'icpLog',
  measure: (division) => crossingShare(division, (references) => Math.log(references) + 1),
};

/**
 * ICP without logarithm: the share of all references between modules that cross from one part to another.
 *
 * Range 0..1, no unit, lower is better; 0 for one big part, which is no success: read it beside `largestShare`.
 *
 * Source: V. Nitin et al., "CARGO", ASE 2022, and its published code (the raw variant of Mono2Micro's ICP).
 */
export const cutShare: DivisionMetric = {
  name: 'cutShare',
  measure: (division) => crossingShare(division, (references) => references),
};

function crossingShare(division: Division, volume: (references: number) => number): number {
  let crossing = 0;
  let all = 0;
  for (const { fromPart, toPart, weight } of placedUses(division)) {
    all += volume(weight);
    if (fromPart !== toPart) crossing += volume(weight);
  }
  return all === 0 ? 0 : crossing / all;
}
