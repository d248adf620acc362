import { printable } from '../lib/printable.ts';
import type { Analysis } from '../model/analysis.ts';
import { contextMap } from './context-map.ts';
import { contextModules } from './context-modules.ts';
import { countOf } from './text.ts';

/** More than this nobody can read in a picture. */
const most = { nodes: 24, edges: 40 };

/** The contexts and what they use of each other, as a Mermaid flowchart; the heaviest edges where there are too many. */
export function contextDiagram(analysis: Pick<Analysis, 'contexts' | 'modules' | 'dependencies'>): {
  readonly lines: readonly string[];
  /** What did not fit, in a sentence; null when everything did. */
  readonly leftOut: string | null;
} {
  const modulesOf = contextModules(analysis);
  const size = (id: string) => modulesOf(id).production.length;
  const shown = [...analysis.contexts]
    .sort((a, b) => size(b.id) - size(a.id))
    .slice(0, most.nodes)
    .map(({ id }) => id);
  const node = new Map(
    analysis.contexts.filter(({ id }) => shown.includes(id)).map(({ id }, index) => [id, `c${index}`]),
  );
  const edges = contextMap(analysis);
  const drawable = edges.filter(({ from, to }) => node.has(from) && node.has(to));
  const drawn = drawable.slice(0, most.edges);
  const hiddenNodes = analysis.contexts.length - node.size;
  const hiddenEdges = edges.length - drawn.length;
  return {
    lines: [
      'flowchart LR',
      ...analysis.contexts.flatMap(({ id }) =>
        node.has(id) ? [`  ${node.get(id)}["${label(id)}<br/>${countOf(size(id), 'module')}"]`] : [],
      ),
      ...drawn.map(({ from, to, references }) => `  ${node.get(from)} -->|${references}| ${node.get(to)}`),
    ],
    leftOut:
      hiddenNodes + hiddenEdges === 0
        ? null
        : `Left out to keep it readable: ${countOf(hiddenNodes, 'context')} and ${countOf(hiddenEdges, 'edge')}.`,
  };
}

function label(text: string): string {
  return printable(text).replace(/[^\p{L}\p{N} ._-]/gu, (character) => `#${character.codePointAt(0)};`);
}
