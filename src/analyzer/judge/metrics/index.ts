import { modularityMetric, randomStability, stability } from './clustering.ts';
import { cohesion } from './cohesion.ts';
import { coupling } from './coupling.ts';
import { cutShare } from './cut-share.ts';
import { instability } from './instability.ts';
import { largestShare } from './largest-share.ts';
import type { ContextMetric, ProjectMetric } from './metric.ts';
import { sharedShare } from './shared-share.ts';

/** Every metric of a context; adding one is a file, a line here and a row in `docs/reference/metrics.md`. */
export const contextMetrics: readonly ContextMetric[] = [cohesion, coupling, instability];

/** Every metric of a proposal. */
export const projectMetrics: readonly ProjectMetric[] = [
  cutShare,
  largestShare,
  sharedShare,
  modularityMetric,
  stability,
  randomStability,
];
