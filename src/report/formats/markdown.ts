import { renderMarkdown } from '../markdown.ts';
import type { ReportFormat } from '../report-format.ts';

export const markdownFormat: ReportFormat = {
  name: 'md',
  file: 'report.md',
  purpose: 'everything, for a review',
  render: renderMarkdown,
};
