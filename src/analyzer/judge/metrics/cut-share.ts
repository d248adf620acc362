import type { ProjectMetric } from './metric.ts';

/**
 * Share of all references between domain modules that cross from one context to another (ICP without a logarithm).
 *
 * Range 0..1, no unit; 0 = nothing crosses, which one big context reaches too: read it beside `largestShare`.
 *
 * Source: A. Kalia et al., "Mono2Micro", FSE 2021 (inter-partition calls), raw variant as in CARGO.
 */
export const cutShare: ProjectMetric = {
  name: 'cutShare',
  measure(_subject, { inside, between }) {
    const crossing = between.reduce((sum, { weight }) => sum + weight, 0);
    const all = crossing + [...inside.values()].reduce((sum, weight) => sum + weight, 0);
    return all === 0 ? 0 : crossing / all;
  },
};
