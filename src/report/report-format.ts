import type { Analysis } from '../model/analysis.ts';

/** One form of the report: a pure function of the document. To add one, write a file in `formats/` and a line in its registry. */
export interface ReportFormat {
  /** As `--format` takes it. */
  readonly name: string;
  /** Name of the file in the output folder. */
  readonly file: string;
  /** What it is for, in half a sentence. */
  readonly purpose: string;
  readonly render: (analysis: Analysis) => string | Promise<string>;
}
