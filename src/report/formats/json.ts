import type { ReportFormat } from '../report-format.ts';

export const jsonFormat: ReportFormat = {
  name: 'json',
  file: 'analysis.json',
  purpose: 'the document itself, which every other command starts from',
  render: (analysis) => `${JSON.stringify(analysis, null, 2)}\n`,
};
