import type { Crossings } from '../crossings.ts';
import type { ClusteringEvidence, Subject } from '../subject.ts';

interface Documented {
  /** Key in the document and row in `docs/reference/metrics.md`. */
  readonly name: string;
}

/** A number per context; a context for which it is undefined has no entry. */
export interface ContextMetric extends Documented {
  readonly measure: (crossings: Crossings, context: string) => number | undefined;
}

/** A number for the whole proposal. */
export interface ProjectMetric extends Documented {
  readonly measure: (subject: Subject, crossings: Crossings, evidence: ClusteringEvidence) => number;
}
