import type { Finding } from '../../../model/analysis.ts';
import type { Crossings } from '../crossings.ts';
import type { Subject } from '../subject.ts';

/** One kind of finding. A rule reads the subject only; it never reads source. */
export interface Rule {
  /** Upper snake case; row in `docs/reference/findings.md`. */
  readonly code: string;
  readonly find: (subject: Subject, crossings: Crossings) => Finding[];
}

/** A finding names at most this many places; `numbers` has how many there are. */
export const maxLocations = 20;
