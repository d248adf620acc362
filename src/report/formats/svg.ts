import { dotOf } from '../picture-dot.ts';
import { pictureOf } from '../picture.ts';
import type { ReportFormat } from '../report-format.ts';

/** What a slide can hold. */
const limits = { nodes: 24, edges: 40 };

export const svgFormat: ReportFormat = {
  name: 'svg',
  file: 'contexts.svg',
  purpose: 'the contexts as a picture, for slides',
  async render(analysis) {
    const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
    const graphviz = await Graphviz.load();
    return graphviz.layout(dotOf(pictureOf(analysis, limits)), 'svg', 'dot');
  },
};
