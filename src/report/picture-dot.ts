import { inQuotes, type Picture } from './picture.ts';

/** Edges with less than this share of the heaviest step back. */
const faintShare = 0.2;

/** A picture in the language of Graphviz. */
export function dotOf({ nodes, edges, leftOut }: Picture): string {
  const heaviest = edges[0]?.references ?? 1;
  return `${[
    'digraph contexts {',
    '  graph [rankdir=LR, nodesep=0.4, ranksep=0.9, fontname="Helvetica", fontsize=11, fontcolor="#5b6472"];',
    '  node [shape=box, style="rounded,filled", fillcolor="#eef3fb", color="#3d5a98", fontname="Helvetica", fontsize=12, margin="0.35,0.16"];',
    '  edge [fontname="Helvetica", fontsize=10, arrowsize=0.7];',
    ...(leftOut === null ? [] : [`  label=${inQuotes(leftOut)};`]),
    ...nodes.map(({ key, context, caption }) => {
      // `\n` is a line end to Graphviz: it goes in behind the escaping.
      const label = `${inQuotes(context.id).slice(0, -1)}\\n${inQuotes(caption).slice(1)}`;
      return `  ${key} [label=${label}];`;
    }),
    ...edges.map(({ fromKey, toKey, references }) => {
      const share = references / heaviest;
      const color = share < faintShare ? '#b4bcc8' : '#475569';
      return `  ${fromKey} -> ${toKey} [label="${references}", color="${color}", fontcolor="${color}", penwidth=${(0.8 + 2.4 * share).toFixed(1)}];`;
    }),
    '}',
  ].join('\n')}\n`;
}
