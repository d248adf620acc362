import { printable } from '../lib/printable.ts';
import { days } from './plan/days.ts';
import type { Analysis, Finding } from '../model/analysis.ts';
import { bandOf } from '../model/band.ts';
import { contextMap } from './context-map.ts';
import { contextModules } from './context-modules.ts';
import { godFiles } from './god-files.ts';
import { alignedTable, fit, wrap } from './table.ts';
import type { Paint, TerminalOptions } from './terminal-options.ts';
import { renderPins } from './terminal-pins.ts';
import { countOf, folderPhrases, grouped } from './text.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** So many of each kind fit on one screen; the report has all of them. */
const most = { contexts: 20, godFiles: 3, kernel: 5, findingCodes: 6, reasons: 3, steps: 5, largeFiles: 3 };

/** A summary that a person reads on one screen. Ends without a newline. */
export function renderTerminal(analysis: Analysis, options: TerminalOptions): string {
  const sections = [
    renderHead(analysis, options),
    renderVerdict(analysis, options),
    renderContexts(analysis, options),
    renderGodFiles(analysis, options),
    renderPins(analysis, options),
    renderKernel(analysis, options),
    renderFindings(analysis, options),
    renderPlan(analysis, options),
    renderGaps(analysis, options),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function renderHead({ summary, commit }: Analysis, { paint, width }: TerminalOptions): string[] {
  const stack = [...summary.frameworks, ...summary.orms].map(printable).join(', ');
  const parts = [
    `${countOf(summary.files, 'file')}, ${countOf(summary.lines, 'line')}`,
    ...(stack === '' ? [] : [stack]),
    ...(summary.folders === undefined ? [] : [folderPhrases[summary.folders]]),
    ...(commit === null ? [] : [`commit ${commit.slice(0, 10)}`]),
  ];
  return [paint.bold(fit(parts.join(' · '), width))];
}

function renderVerdict(analysis: Analysis, { paint, width }: TerminalOptions): string[] {
  const [headline, ...rest] = wrap(verdictSentence(analysis), width);
  const color = {
    split: paint.green,
    'split-some': paint.green,
    'modularise-first': paint.yellow,
    'do-not-split': paint.yellow,
  };
  const reasons = analysis.verdict.why
    .slice(0, most.reasons)
    .flatMap((why) =>
      wrap(printable(why), width - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
    );
  return [paint.bold(color[analysis.verdict.decision](headline ?? '')), ...rest, ...reasons];
}

function renderContexts(analysis: Analysis, { paint, width }: TerminalOptions): string[] {
  const edges = contextMap(analysis);
  const shown = analysis.contexts.slice(0, most.contexts);
  const modulesOf = contextModules(analysis);
  const hasOperations = analysis.operations.length > 0;
  const rows = shown.map(({ id, routes, operations, entities, confidence }) => {
    const strongest = edges.find(({ from }) => from === id);
    return [
      printable(id),
      String(modulesOf(id).production.length),
      String(routes.length),
      ...(hasOperations ? [String(operations.length)] : []),
      String(entities.length),
      bandOf(confidence),
      strongest ? `${printable(strongest.to)} (${strongest.references})` : '-',
    ];
  });
  const [header, ...lines] = alignedTable(
    [
      { title: 'context', align: 'left' },
      { title: 'modules', align: 'right' },
      { title: 'routes', align: 'right' },
      ...(hasOperations ? [{ title: 'operations', align: 'right' } as const] : []),
      { title: 'entities', align: 'right' },
      { title: 'confidence', align: 'left' },
      { title: 'uses most (references)', align: 'left' },
    ],
    rows,
  );
  return [
    paint.bold(`${countOf(analysis.contexts.length, 'context')} at the ${analysis.recommended} grain`),
    paint.dim(fit(`  ${header}`, width)),
    ...lines.map((line) => fit(`  ${line}`, width)),
    ...more(analysis.contexts.length - shown.length, 'context', paint),
  ];
}

function renderGodFiles(analysis: Analysis, { paint, width }: TerminalOptions): string[] {
  const files = godFiles(analysis);
  if (files.length === 0) return [];
  const shown = files.slice(0, most.godFiles).map(({ file, groups }) => {
    const parts = groups.reduce((sum, group) => sum + group.parts.length, 0);
    const contexts = groups.flatMap(({ context }) => (context === null ? [] : [printable(context)]));
    return fit(
      `  ${printable(file)}: ${countOf(parts, 'part')} of ${contexts.join(', ') || 'no context'}`,
      width,
    );
  });
  return [
    paint.bold(`${countOf(files.length, 'god file')}, split by function`),
    ...shown,
    ...more(files.length - shown.length, 'god file', paint),
  ];
}

function renderKernel({ sharedKernel }: Analysis, { paint, width }: TerminalOptions): string[] {
  if (sharedKernel.length === 0) return [];
  const shown = [...sharedKernel].sort((a, b) => b.usedBy.length - a.usedBy.length).slice(0, most.kernel);
  const rows = shown.map(({ path, decision, usedBy }) => [
    decision,
    countOf(usedBy.length, 'context'),
    printable(path),
  ]);
  const [, ...lines] = alignedTable(
    ['decision', 'users', 'path'].map((title) => ({ title, align: 'left' as const })),
    rows,
  );
  return [
    paint.bold(`Shared kernel: ${countOf(sharedKernel.length, 'module')}`),
    ...lines.map((line) => fit(`  ${line}`, width)),
    ...more(sharedKernel.length - shown.length, 'module', paint),
  ];
}

/** One entry per code, with the gravest example: the kinds say more than the first few of one kind. */
function renderFindings({ findings }: Analysis, { paint, width }: TerminalOptions): string[] {
  if (findings.length === 0) return [paint.bold('No findings')];
  const byCode = groupByCode(findings);
  const shown = [...byCode.values()].slice(0, most.findingCodes);
  return [
    paint.bold(countOf(findings.length, 'finding')),
    ...shown.flatMap((alike) => renderAlike(alike, { paint, width })),
    ...more(byCode.size - shown.length, 'kind', paint),
  ];
}

function groupByCode(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group) group.push(finding);
    else groups.set(finding.code, [finding]);
  }
  return groups;
}

function renderAlike(alike: readonly Finding[], { paint, width }: TerminalOptions): string[] {
  const [first, ...others] = alike;
  if (!first) return [];
  const { severity, code, title, locations } = first;
  const color = severity === 'error' ? paint.red : paint.yellow;
  const place = locations[0] === undefined ? [] : [`at ${printable(locations[0])}`];
  const text = wrap(printable(title), width - 4).slice(0, 2);
  const rest = [...place, ...(others.length === 0 ? [] : [`${grouped(others.length)} more like it`])].join(
    ', ',
  );
  return [
    `  ${color(severity)} ${code}`,
    ...text.map((line) => `    ${line}`),
    ...(rest === '' ? [] : [paint.dim(fit(`    ${rest}`, width))]),
  ];
}

function renderPlan({ plan: { steps }, verdict }: Analysis, { paint, width }: TerminalOptions): string[] {
  if (steps.length === 0 || verdict.decision === 'do-not-split') return [];
  const shown = steps.slice(0, most.steps);
  return [
    paint.bold('Plan'),
    ...shown.flatMap(({ title, work }, index) => [
      fit(`  ${index + 1}. ${printable(title)}${work ? `: ${days(work.effort)}` : ''}`, width),
      ...(index === 0
        ? (work?.because ?? []).map((reason) => paint.dim(fit(`     ${printable(reason)}`, width)))
        : []),
    ]),
    ...more(steps.length - shown.length, 'step', paint),
  ];
}

function renderGaps({ summary, diagnostics }: Analysis, { paint, width }: TerminalOptions): string[] {
  const unresolved = summary.unresolvedImports;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const parts = [
    ...(unresolved > 0 ? [`${countOf(unresolved, 'import')} could not be resolved`] : []),
    ...(warnings > 0 ? [countOf(warnings, 'warning')] : []),
  ];
  return [
    ...(parts.length === 0 ? [] : [paint.yellow(`${parts.join(' and ')}: named in the report`)]),
    ...renderLargeFiles(diagnostics).map((line) => paint.yellow(fit(line, width))),
  ];
}

/** What is not read because of its size may be the heart of the code base, so it is named. */
function renderLargeFiles(diagnostics: Analysis['diagnostics']): string[] {
  const files = diagnostics
    .filter(({ code }) => code === 'FILE_TOO_LARGE')
    .map(({ location }) => location?.path ?? '');
  if (files.length === 0) return [];
  const hidden = files.length - most.largeFiles;
  const names =
    files.slice(0, most.largeFiles).map(printable).join(', ') + (hidden > 0 ? ` and ${hidden} more` : '');
  return [`Too large to be read (raise --max-file-size): ${names}`];
}

function more(hidden: number, noun: string, paint: Paint): string[] {
  return hidden > 0
    ? [paint.dim(`  and ${countOf(hidden, `more ${noun}`, `more ${noun}s`)} in the report`)]
    : [];
}
