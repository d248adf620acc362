import { chattiness, chattinessOfContext } from './chattiness.ts';
import { modularityMetric, randomStability, stability } from './clustering.ts';
import { cohesion } from './cohesion.ts';
import { coupling } from './coupling.ts';
import {
  crossForeignKeys,
  crossForeignKeysOfContext,
  crossJoins,
  crossJoinsOfContext,
  crossTransactions,
  crossTransactionsOfContext,
} from './data-across.ts';
import { dataExclusivity, dataOwnership } from './data-ownership.ts';
import { instability } from './instability.ts';
import { cutShare, icpLog } from './inter-part-calls.ts';
import { ifnFosci, ifnFse } from './interface-number.ts';
import { largestShare } from './largest-share.ts';
import type { ContextMetric, DivisionMetric, ProjectMetric } from './metric.ts';
import { nedChgnn, nedFse } from './non-extreme-distribution.ts';
import { observedCut } from './observed-cut.ts';
import { referenceModularity } from './reference-modularity.ts';
import { sharedShare } from './shared-share.ts';
import { singletons } from './singletons.ts';
import { smFosci, smFse } from './structural-modularity.ts';

/** Every metric of a context; adding one is a file, a line here and a row in `docs/reference/metrics.md`. */
export const contextMetrics: readonly ContextMetric[] = [
  cohesion,
  coupling,
  instability,
  dataExclusivity,
  crossTransactionsOfContext,
  crossJoinsOfContext,
  crossForeignKeysOfContext,
  chattinessOfContext,
];

/** Every metric of a division; measured of the proposal and of the baselines. */
export const divisionMetrics: readonly DivisionMetric[] = [
  largestShare,
  singletons,
  cutShare,
  icpLog,
  smFse,
  smFosci,
  ifnFse,
  ifnFosci,
  nedFse,
  nedChgnn,
  referenceModularity,
];

/** Every other metric of a proposal. */
export const projectMetrics: readonly ProjectMetric[] = [
  sharedShare,
  dataOwnership,
  crossTransactions,
  crossJoins,
  crossForeignKeys,
  chattiness,
  observedCut,
  modularityMetric,
  stability,
  randomStability,
];
