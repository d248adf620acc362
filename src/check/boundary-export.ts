import type { Boundaries } from '../model/boundaries.ts';

/** Accepted boundaries for another tool: a pure function. To add one, write a file in `exports/` and a line in its registry. */
export interface BoundaryExport {
  /** As `--export` takes it. */
  readonly name: string;
  /** What the other tool cannot hold, in a sentence. */
  readonly loss: string;
  readonly render: (boundaries: Boundaries) => string;
}
