import { printable } from '../lib/printable.ts';
import type { Analysis } from '../model/analysis.ts';
import { pictureOf } from './picture.ts';
import { countOf } from './text.ts';

/** More than this nobody can read in a picture. */
const limits = { nodes: 24, edges: 40 };

/** The contexts and what they use of each other, as a Mermaid flowchart; the heaviest edges where there are too many. */
export function contextDiagram(analysis: Pick<Analysis, 'contexts' | 'modules' | 'dependencies'>): {
  readonly lines: readonly string[];
  /** What did not fit, in a sentence; null when everything did. */
  readonly leftOut: string | null;
} {
  const { nodes, edges, leftOut } = pictureOf(analysis, limits);
  return {
    lines: [
      'flowchart LR',
      ...nodes.map(
        ({ key, context, modules }) => `  ${key}["${label(context.id)}<br/>${countOf(modules, 'module')}"]`,
      ),
      ...edges.map(({ fromKey, toKey, references }) => `  ${fromKey} -->|${references}| ${toKey}`),
    ],
    leftOut,
  };
}

function label(text: string): string {
  return printable(text).replace(/[^\p{L}\p{N} ._-]/gu, (character) => `#${character.codePointAt(0)};`);
}
