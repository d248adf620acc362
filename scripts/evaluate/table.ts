/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Puts text between `<!-- name -->` and `<!-- /name -->`; throws where the page has no such place. */
export function replaceSection(page: string, name: string, text: string): string {
  const open = `<!-- ${name} -->`;
  const close = `<!-- /${name} -->`;
  const start = page.indexOf(open);
  const end = page.indexOf(close);
  if (start < 0 || end < start) throw new Error(`the page has no place between ${open} and ${close}`);
  return `${page.slice(0, start + open.length)}\n${text}\n${page.slice(end)}`;
}
