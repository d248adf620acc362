import type { Crossings } from '../crossings.ts';
import type { ClusteringEvidence, Subject } from '../subject.ts';
import type { Division } from './division.ts';

interface Documented {
  /** Key in the document and row in `docs/reference/metrics.md`. */
  readonly name: string;
}

/** A number per context; a context for which it is undefined has no entry. */
export interface ContextMetric extends Documented {
  readonly measure: (crossings: Crossings, context: string, subject: Subject) => number | undefined;
}

/** A number for any way to divide modules into parts: of the proposal, and of the trivial baselines beside it. */
export interface DivisionMetric extends Documented {
  readonly measure: (division: Division) => number;
}

/** A number that needs more of the proposal than its parts; undefined where there is nothing to measure. */
export interface ProjectMetric extends Documented {
  readonly measure: (
    subject: Subject,
    crossings: Crossings,
    evidence: ClusteringEvidence,
  ) => number | undefined;
}
