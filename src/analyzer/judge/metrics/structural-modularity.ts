import { type Division, partSizes, usePairs } from './division.ts';
import type { DivisionMetric } from './metric.ts';

/**
 * SM as the code of FSE 2021 computes it: `mean(μᵢ / Nᵢ²) − 2 · mean(σᵢⱼ / (2 Nᵢ Nⱼ))`, the second mean over the ordered pairs of
 * parts; μᵢ pairs of modules of part i of which one uses the other, σᵢⱼ the same between two parts.
 *
 * About -1..0.5, no unit, higher is better. It rewards small parts: a part of two modules that use each other reaches 0.25.
 *
 * Source: A. Kalia et al., "Mono2Micro", FSE 2021, and its published code.
 */
export const smFse: DivisionMetric = {
  name: 'smFse',
  measure(division) {
    const { cohesion, coupling } = structureOf(division);
    return cohesion - 2 * coupling;
  },
};

/**
 * SM as FoSCI defines it: the mean cohesion of `smFse` minus the mean coupling over the unordered pairs of parts.
 *
 * About -0.5..0.5, no unit, higher is better.
 *
 * Source: W. Jin et al., "Service Candidate Identification from Monolithic Systems Based on Execution Traces", TSE 2021 (SMQ).
 */
export const smFosci: DivisionMetric = {
  name: 'smFosci',
  measure(division) {
    const { cohesion, coupling } = structureOf(division);
    return cohesion - coupling;
  },
};

/** Both means; coupling is symmetric, so that its mean is the same over ordered and unordered pairs. */
function structureOf(division: Division): { cohesion: number; coupling: number } {
  const sizes = partSizes(division);
  const parts = sizes.size;
  if (parts === 0) return { cohesion: 0, coupling: 0 };
  let cohesion = 0;
  let coupling = 0;
  for (const { fromPart, toPart } of usePairs(division)) {
    const [a, b] = [sizes.get(fromPart) as number, sizes.get(toPart) as number];
    if (fromPart === toPart) cohesion += 1 / (a * a);
    else coupling += 1 / (2 * a * b);
  }
  return {
    cohesion: cohesion / parts,
    coupling: parts === 1 ? 0 : coupling / ((parts * (parts - 1)) / 2),
  };
}
