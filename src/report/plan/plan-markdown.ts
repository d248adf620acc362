import type { Analysis } from '../../model/analysis.ts';
import { codeSpan, escapeText, markdownTable } from '../markdown-text.ts';
import { verdictSentence } from '../verdict-sentence.ts';
import type { Checklist } from './checklist.ts';
import { days } from './days.ts';

/** The work for one context as a task list for an issue; nothing is left out. Ends with a newline. */
export function checklistMarkdown({
  context,
  position,
  steps,
  because,
  effort,
  sections,
}: Checklist): string {
  const lines = [
    `# Take out ${codeSpan(context)}`,
    '',
    `Step ${position} of ${steps}; ${days(effort)} of one engineer.`,
    '',
    ...because.map((reason) => `- ${escapeText(reason)}`),
    '',
    ...markdownTable(
      [
        { title: 'what', align: 'left' },
        { title: 'count', align: 'right' },
        { title: 'days', align: 'right' },
      ],
      effort.terms.map((term) => [term.what, String(term.count), days(term, '')]),
    ),
    ...sections.flatMap(({ title, note, items }, index) => [
      '',
      `## ${index + 1}. ${escapeText(title)}`,
      '',
      escapeText(note),
      '',
      ...items.flatMap(({ text, details }) => [
        `- [ ] ${escapeText(text)}`,
        ...details.map((detail) => `  - ${escapeText(detail)}`),
      ]),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The order of all contexts with reasons. Ends with a newline. */
export function orderMarkdown(analysis: Analysis): string {
  const lines = [
    '# Order of extraction',
    '',
    `**${verdictSentence(analysis)}**`,
    ...analysis.plan.steps.flatMap(({ context, detail, work }, index) => [
      '',
      `## ${index + 1}. ${codeSpan(context)}${work ? `, ${days(work.effort)}` : ''}`,
      '',
      ...detail.map((line) => `- ${escapeText(line)}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
