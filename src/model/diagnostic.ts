import type { Location } from './location.ts';

/**
 * Something that did not stop the work but that a reader of the result must know: a file that could not be parsed, an
 * import that could not be resolved, a folder that was skipped.
 */
export interface Diagnostic {
  readonly severity: 'warning' | 'note';
  /** Stable, upper snake case, e.g. `FILE_UNPARSABLE`; `banyan explain <code>` prints its page. */
  readonly code: string;
  readonly message: string;
  /** Absent when the diagnostic is about the project as a whole. */
  readonly location?: Location;
}
