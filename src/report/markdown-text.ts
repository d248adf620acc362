import { printable } from '../lib/printable.ts';
import { grouped } from './text.ts';

/** Longer lists end with how many are left; the JSON document has all of them. */
const maxLines = 200;

/** The first lines of a list, with how many are left. */
export function capped(lines: readonly string[]): string[] {
  if (lines.length <= maxLines) return [...lines];
  return [...lines.slice(0, maxLines), `- and ${grouped(lines.length - maxLines)} more in analysis.json`];
}

/** Text that Markdown and HTML show as it is; control characters are made visible. */
export function escapeText(text: string): string {
  return printable(text)
    .replace(/[\\*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('`', '&#96;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** An inline code span that nothing inside it can end; safe in a table cell. */
export function codeSpan(text: string): string {
  const content = printable(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(content) ? ' ' : '';
  return content === '' ? '' : fence + pad + content + pad + fence;
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
