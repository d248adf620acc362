import { inQuotes, pictureOf } from '../picture.ts';
import type { ReportFormat } from '../report-format.ts';

const limits = { nodes: 60, edges: 200 };

export const d2Format: ReportFormat = {
  name: 'd2',
  file: 'contexts.d2',
  purpose: 'the contexts for D2',
  render(analysis) {
    const { nodes, edges, leftOut } = pictureOf(analysis, limits);
    return `${[
      ...(leftOut === null ? [] : [`# ${leftOut}`]),
      'direction: right',
      ...nodes.map(({ key, context, caption }) => {
        const label = `${quoted(context.id).slice(0, -1)}\\n${quoted(caption).slice(1)}`;
        return `${key}: ${label}`;
      }),
      ...edges.map(({ fromKey, toKey, references }) => `${fromKey} -> ${toKey}: "${references}"`),
    ].join('\n')}\n`;
  },
};

/** D2 replaces `${name}` by a variable, within quotes too. */
function quoted(text: string): string {
  return inQuotes(text).replaceAll('${', '\\${');
}
