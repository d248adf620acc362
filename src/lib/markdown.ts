import { printable } from './printable.ts';

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
