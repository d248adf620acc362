import type { Analysis } from '../model/analysis.ts';
import type { PageCode } from './page/page-html.ts';

/** What a form may need besides the document. */
export interface ReportResources {
  /** The browser's part of the page; rejects where the build has not made it. */
  readonly pageCode: () => Promise<PageCode>;
}

/** One form of the report: a pure function of the document. To add one, write a file in `formats/` and a line in its registry. */
export interface ReportFormat {
  /** As `--format` takes it. */
  readonly name: string;
  /** Name of the file in the output folder. */
  readonly file: string;
  /** What it is for, in half a sentence. */
  readonly purpose: string;
  readonly render: (analysis: Analysis, resources: ReportResources) => string | Promise<string>;
}
