import { codeSpan, escapeText, markdownTable } from '../markdown-text.ts';
import { countOf } from '../text.ts';
import type { Changes, Crossing } from './compare.ts';
import { isSame } from './compare.ts';

/** A comment of a pull request holds 65,536 characters; the document has the rest. */
const mostLines = 50;

/** What changed, for a pull request: a summary, everything else folded. Empty where nothing did, else ends with a newline. */
export function changesMarkdown(changes: Changes): string {
  if (isSame(changes)) return '';
  const { verdict, contexts, moved, modules, crossings, findings } = changes;
  const lines = [
    '## What changed in the bounded contexts',
    '',
    verdict.before === verdict.after
      ? `The verdict stays: **${verdict.after}**.`
      : `The verdict changes: ${verdict.before} → **${verdict.after}**.`,
    ...bullets(contexts),
    ...numbers(changes),
    ...folded(countOf(crossings.appeared.length, 'new crossing'), crossings.appeared.map(crossing)),
    ...folded(
      countOf(crossings.gone.length, 'crossing gone', 'crossings gone'),
      crossings.gone.map(crossing),
    ),
    ...folded(
      countOf(findings.appeared.length, 'new finding'),
      findings.appeared.map(({ severity, code, title }) => `${severity} \`${code}\`: ${escapeText(title)}`),
    ),
    ...folded(
      countOf(findings.solved.length, 'finding gone', 'findings gone'),
      findings.solved.map(({ severity, code, title }) => `${severity} \`${code}\`: ${escapeText(title)}`),
    ),
    ...folded(
      countOf(moved.length, 'module in another context', 'modules in another context'),
      moved.map(({ path, from, to }) => `${codeSpan(path)}: ${name(from)} → ${name(to)}`),
    ),
    ...folded(countOf(modules.appeared.length, 'new module'), modules.appeared.map(module)),
    ...folded(countOf(modules.gone.length, 'module gone', 'modules gone'), modules.gone.map(module)),
  ];
  return `${lines.join('\n')}\n`;
}

function bullets({ appeared, gone, renamed, changed }: Changes['contexts']): string[] {
  const sentences = [
    ...(appeared.length === 0 ? [] : [`New: ${appeared.map(codeSpan).join(', ')}`]),
    ...(gone.length === 0 ? [] : [`Gone: ${gone.map(codeSpan).join(', ')}`]),
    ...renamed.map(({ from, to }) => `Renamed: ${codeSpan(from)} → ${codeSpan(to)}`),
    ...(changed.length === 0
      ? []
      : [
          `Changed: ${changed.map(({ id, joined, left }) => `${codeSpan(id)} (+${joined} −${left})`).join(', ')}`,
        ]),
  ];
  return sentences.length === 0 ? [] : ['', ...sentences.map((sentence) => `- ${sentence}`)];
}

function numbers({ numbers: changed }: Changes): string[] {
  if (changed.length === 0) return [];
  const plain = (number: number | null) => (number === null ? '–' : String(number));
  return [
    '',
    ...markdownTable(
      [
        { title: 'number', align: 'left' },
        { title: 'before', align: 'right' },
        { title: 'after', align: 'right' },
      ],
      changed.map((each) => [escapeText(each.name), plain(each.before), plain(each.after)]),
    ),
  ];
}

function folded(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const hidden = items.length - mostLines;
  return [
    '',
    `<details><summary>${title}</summary>`,
    '',
    ...items.slice(0, mostLines).map((item) => `- ${item}`),
    ...(hidden > 0 ? [`- and ${hidden} more`] : []),
    '',
    '</details>',
  ];
}

function crossing({ between: [from, to], to: used, location }: Crossing): string {
  return `${codeSpan(from)} → ${codeSpan(to)}: ${codeSpan(location)} uses ${codeSpan(used)}`;
}

function module({ path, context }: Changes['modules']['gone'][number]): string {
  return context === null ? codeSpan(path) : `${codeSpan(path)}: ${codeSpan(context)}`;
}

function name(context: string | null): string {
  return context === null ? 'none' : codeSpan(context);
}
