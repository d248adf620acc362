import type { ProjectMetric } from './metric.ts';

/**
 * Modularity of the recommended contexts in the affinity graph.
 *
 * Range -0.5..1, no unit; 0 = no better than chance.
 *
 * Source: M. Newman, M. Girvan, "Finding and evaluating community structure in networks", 2004.
 */
export const modularityMetric: ProjectMetric = {
  name: 'modularity',
  measure: (_subject, _crossings, evidence) => evidence.modularity,
};

/**
 * Mean adjusted mutual information between the perturbed runs.
 *
 * Range about 0..1, no unit; 1 = noise changes nothing.
 *
 * Source: B. Karrer, E. Levina, M. Newman, "Robustness of community structure in networks", 2008.
 */
export const stability: ProjectMetric = {
  name: 'stability',
  measure: (_subject, _crossings, evidence) => evidence.stability,
};

/** The same over random graphs with the same degrees: what `stability` has to beat. Range about 0..1, no unit. */
export const randomStability: ProjectMetric = {
  name: 'randomStability',
  measure: (_subject, _crossings, evidence) => evidence.randomStability,
};
