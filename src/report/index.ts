import type { Analysis } from '../model/analysis.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';

export { explain } from './explain/explain.ts';
export { nextAfter, renderExplanation } from './explain/render-explanation.ts';
export { checklistOf } from './plan/checklist.ts';
export { checklistMarkdown, orderMarkdown } from './plan/plan-markdown.ts';
export { renderChecklist, renderOrder } from './plan/plan-text.ts';
export { compareAnalyses } from './what-if/compare.ts';
export { parseEdits } from './what-if/parse-edits.ts';
export { pinsFromEdits } from './what-if/pins-from-edits.ts';
export { renderChanges, yamlOf } from './what-if/render-changes.ts';
export { renderTerminal } from './terminal.ts';

interface ReportFormat {
  readonly name: string;
  /** Name of the file in the output folder. */
  readonly file: string;
  readonly render: (analysis: Analysis) => string;
}

/** Every format that is written to a file. */
export const reportFormats: readonly ReportFormat[] = [
  { name: 'json', file: 'analysis.json', render: renderJson },
  { name: 'md', file: 'report.md', render: renderMarkdown },
];
