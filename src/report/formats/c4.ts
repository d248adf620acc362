import { sortedUnique } from '../../lib/ordered.ts';
import { countOf } from '../text.ts';
import { printable } from '../../lib/printable.ts';
import { pictureOf } from '../picture.ts';
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
          `      ${key} = container ${quoted(context.id)} ${quoted(caption)} ${quoted(analysis.summary.frameworks.join(', '))}`,
      ),
      '    }',
      ...systems.map((target, index) => `    x${index} = softwareSystem ${quoted(target)} "" "External"`),
      ...edges.map(
        ({ fromKey, toKey, references }) =>
          `    ${fromKey} -> ${toKey} ${quoted(countOf(references, 'reference'))}`,
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

/**
 * A text between double quotes. Its reader looks for a backslash before a quote, whatever stands before that, and puts variables of the
 * environment in the place of `${NAME}`.
 */
function quoted(text: string): string {
  const harmless = printable(text).replaceAll('"', "'").replaceAll('${', '$ {');
  return `"${harmless.replace(/\\$/, '\\ ')}"`;
}
