import type { CheckVerdict } from './verdict.ts';

/** One form of what a check found: a pure function. To add one, write a file in `formats/` and a line in its registry. */
export interface CheckFormat {
  /** As `--format` takes it. */
  readonly name: string;
  readonly render: (verdict: CheckVerdict) => string;
}
