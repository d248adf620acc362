import type { Analysis } from '../../model/analysis.ts';
import { type Crossings, findCrossings } from './crossings.ts';
import { findFindings } from './findings/index.ts';
import { contextMetrics, projectMetrics } from './metrics/index.ts';
import { planExtraction } from './plan.ts';
import { findObstacles } from './separable.ts';
import type { ClusteringEvidence, Subject } from './subject.ts';
import { judge } from './verdict.ts';

export type { ClusteringEvidence, Subject } from './subject.ts';

/** What the proposal is worth: numbers, findings, a verdict and an order. */
export interface Judgement extends Pick<Analysis, 'metrics' | 'findings' | 'verdict' | 'plan'> {
  readonly metricsOf: ReadonlyMap<string, Record<string, number>>;
}

export function judgeProposal(subject: Subject, evidence: ClusteringEvidence): Judgement {
  const crossings = findCrossings(subject);
  const metrics = Object.fromEntries(
    projectMetrics.map(({ name, measure }) => [name, rounded(measure(subject, crossings, evidence))]),
  );
  const findings = findFindings(subject, crossings);
  const obstacles = findObstacles(subject, crossings);
  const verdict = judge(subject, metrics, obstacles);
  return {
    metrics,
    metricsOf: new Map(subject.contexts.map(({ id }) => [id, measureContext(crossings, id)])),
    findings,
    verdict,
    plan: planExtraction(subject, crossings, obstacles, verdict),
  };
}

function measureContext(crossings: Crossings, context: string): Record<string, number> {
  const measured: [string, number][] = [];
  for (const { name, measure } of contextMetrics) {
    const value = measure(crossings, context);
    if (value !== undefined) measured.push([name, rounded(value)]);
  }
  return Object.fromEntries(measured);
}

/** Three decimals: more would claim a precision that the evidence does not have. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
