import { dotOf } from '../picture-dot.ts';
import { pictureOf } from '../picture.ts';
import type { ReportFormat } from '../report-format.ts';

const limits = { nodes: 100, edges: 400 };

export const dotFormat: ReportFormat = {
  name: 'dot',
  file: 'contexts.dot',
  purpose: 'the contexts for Graphviz',
  render: (analysis) => dotOf(pictureOf(analysis, limits)),
};
