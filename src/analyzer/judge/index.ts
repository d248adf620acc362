import type { Analysis } from '../../model/analysis.ts';
import { findCrossings, isPassedOn } from './crossings.ts';
import { findFindings } from './findings/index.ts';
import { baselines } from './baselines.ts';
import type { Division } from './metrics/division.ts';
import { contextMetrics, divisionMetrics, projectMetrics } from './metrics/index.ts';
import { planExtraction } from './plan/index.ts';
import { surveyLandscape } from './plan/landscape.ts';
import { findObstacles } from './separable.ts';
import { type ClusteringEvidence, domainContexts, type Subject } from './subject.ts';
import { judge } from './verdict.ts';

export type { ClusteringEvidence, Subject } from './subject.ts';

/** What the proposal is worth: numbers, findings, a verdict and an order. */
export interface Judgement
  extends Required<Pick<Analysis, 'metrics' | 'baselines' | 'findings' | 'verdict' | 'plan'>> {
  readonly metricsOf: ReadonlyMap<string, Record<string, number>>;
}

export function judgeProposal(subject: Subject, evidence: ClusteringEvidence): Judgement {
  const crossings = findCrossings(subject);
  const division = divisionOf(subject);
  const metrics = {
    ...measureDivision(division),
    ...recorded(projectMetrics, ({ measure }) => measure(subject, crossings, evidence)),
  };
  const land = surveyLandscape(subject);
  const findings = findFindings(subject, crossings, land);
  const obstacles = findObstacles(subject, crossings);
  const measured = measureBaselines(division);
  const leastCutShare = leastCut(metrics, measured);
  const verdict = judge(subject, { ...metrics, leastCutShare }, obstacles, crossings);
  return {
    metrics,
    baselines: measured,
    metricsOf: new Map(
      subject.contexts.map(({ id }) => [
        id,
        recorded(contextMetrics, ({ measure }) => measure(crossings, id, subject)),
      ]),
    ),
    findings,
    verdict,
    plan: planExtraction(subject, crossings, obstacles, land),
  };
}

/** The contexts as a division of their domain modules; as for crossings, passing a name on is no use. */
function divisionOf(subject: Subject): Division {
  const partOf = domainContexts(subject);
  return { partOf, uses: subject.dependencies.filter((dependency) => !isPassedOn(dependency)) };
}

function measureBaselines(division: Division): NonNullable<Judgement['baselines']> {
  if (division.partOf.size === 0) return [];
  return baselines.map(({ name, divide }) => {
    const partOf = divide(division);
    return {
      name,
      contexts: new Set(partOf.values()).size,
      metrics: measureDivision({ ...division, partOf }),
    };
  });
}

/** The least share of references across borders, 0..1, of the proposal and of communities that see nothing but references. */
function leastCut(metrics: Judgement['metrics'], measured: NonNullable<Judgement['baselines']>): number {
  const communities = measured.find(({ name }) => name === 'louvain-on-imports');
  return Math.min(metrics['cutShare'] ?? 0, communities?.metrics['cutShare'] ?? 1);
}

function measureDivision(division: Division): Record<string, number> {
  return recorded(divisionMetrics, ({ measure }) => measure(division));
}

/** Values by name; what there was nothing to measure for has no entry. */
function recorded<Metric extends { readonly name: string }>(
  metrics: readonly Metric[],
  measure: (metric: Metric) => number | undefined,
): Record<string, number> {
  const entries = metrics.flatMap((metric): [string, number][] => {
    const value = measure(metric);
    return value === undefined ? [] : [[metric.name, rounded(value)]];
  });
  return Object.fromEntries(entries);
}

/** Three decimals: more would claim a precision that the evidence does not have. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
