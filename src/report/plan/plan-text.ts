import { printable } from '../../lib/printable.ts';
import type { Analysis, PlanStep } from '../../model/analysis.ts';
import { alignedTable, fit, wrap } from '../table.ts';
import type { TerminalOptions } from '../terminal-options.ts';
import { verdictSentence } from '../verdict-sentence.ts';
import { type Checklist, countedWays } from './checklist.ts';
import { days } from './days.ts';

/** The work for one context as lines to tick off; nothing is left out. Ends without a newline. */
export function renderChecklist(list: Checklist, { paint, width }: TerminalOptions): string {
  const block = (text: string, first: string, rest: string): string[] =>
    wrap(printable(text), width - rest.length).map((line, index) => `${index === 0 ? first : rest}${line}`);
  const { effort } = list;
  return [
    paint.bold(`Take out ${printable(list.context)}: step ${list.position} of ${list.steps}`),
    ...list.because.flatMap((reason) => block(reason, '  - ', '    ')),
    '',
    paint.bold(`Effort: ${days(effort)} of one engineer`),
    ...alignedTable(
      [
        { title: '  what', align: 'left' },
        { title: 'count', align: 'right' },
        { title: 'days', align: 'right' },
      ],
      effort.terms.map((term) => [`  ${term.what}`, String(term.count), days(term, '')]),
    ),
    ...list.sections.flatMap(({ title, note, items }, index) => [
      '',
      paint.bold(fit(`${index + 1}. ${printable(title)}`, width)),
      ...block(note, '   ', '   ').map(paint.dim),
      ...items.flatMap(({ text, details }) => [
        ...block(text, '   [ ] ', '       '),
        ...details.flatMap((detail) => block(detail, '       ', '         ')).map(paint.dim),
      ]),
    ]),
  ].join('\n');
}

/** The order of all contexts with reasons. Ends without a newline. */
export function renderOrder(analysis: Analysis, { paint, width }: TerminalOptions): string {
  const { plan, verdict } = analysis;
  const rows = plan.steps.map((step, index) => rowOf(analysis, step, index));
  const [header = '', ...lines] = alignedTable(
    [
      { title: '#', align: 'right' },
      { title: 'context', align: 'left' },
      { title: 'days', align: 'right' },
      { title: 'modules', align: 'right' },
      { title: 'routes', align: 'right' },
      { title: 'tables', align: 'right' },
      { title: 'cuts', align: 'right' },
      { title: 'sagas', align: 'right' },
    ],
    rows,
  );
  const indent = ' '.repeat(Math.max(3, String(rows.length).length + 2));
  return [
    ...wrap(verdictSentence(analysis), width).map(paint.bold),
    ...(verdict.decision === 'do-not-split' ? ['What it would take all the same:'] : []),
    '',
    paint.dim(fit(header, width)),
    ...lines.flatMap((line, index) => [
      paint.bold(fit(line, width)),
      ...(plan.steps[index]?.work?.because ?? plan.steps[index]?.detail ?? [])
        .flatMap((reason) => wrap(printable(reason), width - indent.length))
        .map((reason) => paint.dim(`${indent}${reason}`)),
    ]),
    '',
    ...wrap(
      `An edge between two contexts is counted at both and cut once: whichever leaves first pays. All in all: ${countedWays(plan.cuts ?? []) || 'nothing to cut'}.`,
      width,
    ),
  ].join('\n');
}

function rowOf({ plan, modules }: Analysis, { context, work }: PlanStep, index: number): string[] {
  const own = modules.filter((module) => module.context === context && module.role === 'domain').length;
  const cuts = (plan.cuts ?? []).filter(
    ({ fromContext, toContext }) => fromContext === context || toContext === context,
  );
  return [
    String(index + 1),
    printable(context),
    work ? days(work.effort, '') : '',
    String(own),
    String(work?.flips.length ?? ''),
    String(work?.entities.length ?? ''),
    String(cuts.length),
    String(work?.sagas.length ?? ''),
  ];
}
