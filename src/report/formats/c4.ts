import { sortedUnique } from '../../lib/ordered.ts';
import { countOf } from '../text.ts';
import { inQuotes, pictureOf } from '../picture.ts';
import type { ReportFormat } from '../report-format.ts';

const limits = { nodes: 100, edges: 400 };

export const c4Format: ReportFormat = {
  name: 'c4',
  file: 'workspace.dsl',
  purpose: 'the contexts as containers of a C4 model, in the language of Structurizr',
  render(analysis) {
    const { nodes, edges, leftOut } = pictureOf(analysis, limits);
    const systems = sortedUnique(analysis.outbound.map(({ target }) => target)).slice(0, limits.nodes);
    return `${[
      ...(leftOut === null ? [] : [`# ${leftOut}`]),
      'workspace "Bounded contexts" {',
      '  model {',
      '    monolith = softwareSystem "Monolith" {',
      ...nodes.map(
        ({ key, context, caption }) =>
          `      ${key} = container ${inQuotes(context.id)} ${inQuotes(caption)} ${inQuotes(analysis.summary.frameworks.join(', '))}`,
      ),
      '    }',
      ...systems.map((target, index) => `    x${index} = softwareSystem ${inQuotes(target)} "" "External"`),
      ...edges.map(
        ({ fromKey, toKey, references }) =>
          `    ${fromKey} -> ${toKey} ${inQuotes(countOf(references, 'reference'))}`,
      ),
      ...systems.map((_, index) => `    monolith -> x${index} "calls"`),
      '  }',
      '  views {',
      '    container monolith "contexts" {',
      '      include *',
      '      autolayout lr',
      '    }',
      '  }',
      '}',
    ].join('\n')}\n`;
  },
};
