import { grouped } from './text.ts';

export { codeSpan, escapeText } from '../lib/markdown.ts';

/** Longer lists end with how many are left; the JSON document has all of them. */
const maxLines = 200;

/** The first lines of a list, with how many are left. */
export function capped(lines: readonly string[]): string[] {
  if (lines.length <= maxLines) return [...lines];
  return [...lines.slice(0, maxLines), `- and ${grouped(lines.length - maxLines)} more in analysis.json`];
}

/** A table; cells are Markdown already. */
export function markdownTable(
  columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === 'right' ? '--:' : '---'))),
    ...rows.map(line),
  ];
}
