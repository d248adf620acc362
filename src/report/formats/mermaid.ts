import { contextDiagram } from '../mermaid.ts';
import type { ReportFormat } from '../report-format.ts';

export const mermaidFormat: ReportFormat = {
  name: 'mermaid',
  file: 'contexts.mmd',
  purpose: 'the contexts as a Mermaid flowchart, for a wiki or a pull request',
  render(analysis) {
    const { lines, leftOut } = contextDiagram(analysis);
    return `${[...(leftOut === null ? [] : [`%% ${leftOut}`]), ...lines].join('\n')}\n`;
  },
};
