import type { Analysis, BoundedContext, Finding } from '../model/analysis.ts';
import { bandOf } from '../model/band.ts';
import { contextMap } from './context-map.ts';
import { contextModules } from './context-modules.ts';
import { openBorders } from './markdown-boundaries.ts';
import { splitFiles } from './markdown-god-files.ts';
import { history } from './markdown-history.ts';
import { numbers } from './markdown-numbers.ts';
import { otherSystems } from './markdown-outbound.ts';
import { outside } from './markdown-outside.ts';
import { pins } from './markdown-pins.ts';
import { capped, codeSpan, escapeText, markdownTable } from './markdown-text.ts';
import { contextDiagram } from './mermaid.ts';
import { countOf, folderPhrases, grouped, percent } from './text.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** The whole report for a review; ends with a newline. Everything from the repository is escaped. */
export function renderMarkdown(analysis: Analysis): string {
  const sections: readonly string[][] = [
    head(analysis),
    verdict(analysis),
    contexts(analysis),
    pins(analysis),
    map(analysis),
    openBorders(analysis),
    numbers(analysis),
    ...analysis.contexts.map((context) => oneContext(analysis, context)),
    splitFiles(analysis),
    kernel(analysis),
    findings(analysis),
    transactions(analysis),
    history(analysis),
    otherSystems(analysis),
    atRunTime(analysis),
    plan(analysis),
    outside(analysis),
    gaps(analysis),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function head({ summary, commit, tool }: Analysis): string[] {
  const stack = [...summary.frameworks, ...summary.orms].map(escapeText).join(', ');
  return [
    '# Bounded contexts',
    '',
    [
      `${countOf(summary.files, 'file')}, ${countOf(summary.lines, 'line')}`,
      ...(stack === '' ? [] : [stack]),
      ...(summary.folders === undefined ? [] : [folderPhrases[summary.folders]]),
      ...(commit === null ? [] : [`commit ${codeSpan(commit)}`]),
      `banyan ${escapeText(tool.version)}`,
    ].join(' · '),
  ];
}

function verdict(analysis: Analysis): string[] {
  const { guidance = [] } = analysis.verdict;
  return [
    '## Verdict',
    '',
    `**${verdictSentence(analysis)}**`,
    '',
    ...analysis.verdict.why.map((why) => `- ${escapeText(why)}`),
    '',
    'It would change if:',
    '',
    ...analysis.verdict.wouldChangeIf.map((change) => `- ${escapeText(change)}`),
    ...(guidance.length === 0
      ? []
      : ['', 'Mind the sizes:', '', ...guidance.map((each) => `- ${escapeText(each)}`)]),
  ];
}

function contexts(analysis: Analysis): string[] {
  const edges = contextMap(analysis);
  const modulesOf = contextModules(analysis);
  const hasOperations = analysis.operations.length > 0;
  const rows = analysis.contexts.map(({ id, routes, operations, entities, confidence, metrics }) => {
    const strongest = edges.find(({ from }) => from === id);
    return [
      codeSpan(id),
      String(modulesOf(id).production.length),
      String(routes.length),
      ...(hasOperations ? [String(operations.length)] : []),
      String(entities.length),
      bandOf(confidence),
      metrics['cohesion'] === undefined ? '' : percent(metrics['cohesion']),
      strongest ? `${codeSpan(strongest.to)} (${strongest.references})` : '',
    ];
  });
  return [
    `## ${countOf(analysis.contexts.length, 'context')} at the ${analysis.recommended} grain`,
    '',
    ...markdownTable(
      [
        { title: 'context', align: 'left' },
        { title: 'modules', align: 'right' },
        { title: 'routes', align: 'right' },
        ...(hasOperations ? [{ title: 'operations', align: 'right' } as const] : []),
        { title: 'entities', align: 'right' },
        { title: 'confidence', align: 'left' },
        { title: 'cohesion', align: 'right' },
        { title: 'uses most (references)', align: 'left' },
      ],
      rows,
    ),
    '',
    'Confidence is the agreement of many runs on perturbed evidence: firm from 90 %, likely from 60 %, contested below.',
  ];
}

function map(analysis: Analysis): string[] {
  if (analysis.contexts.length < 2) return [];
  const { lines, leftOut } = contextDiagram(analysis);
  return ['## Context map', '', '```mermaid', ...lines, '```', ...(leftOut === null ? [] : ['', leftOut])];
}

function oneContext(analysis: Analysis, { id, entities, vocabulary, owners }: BoundedContext): string[] {
  const { routes, operations } = analysis;
  const { production, frontEnd, tests } = contextModules(analysis)(id);
  const named = routes.map((route) => ({ ...route, name: `${route.method} ${route.path}` }));
  return [
    `## Context ${codeSpan(id)}`,
    '',
    ...(vocabulary.length === 0 ? [] : [`Vocabulary: ${vocabulary.map(escapeText).join(', ')}.`, '']),
    ...(owners.length === 0 ? [] : [`Owners: ${owners.map(escapeText).join(', ')}.`, '']),
    ...(entities.length === 0 ? [] : [`Entities: ${entities.map(codeSpan).join(', ')}.`, '']),
    ...entryPoints('route', named, id),
    ...entryPoints(
      'operation',
      operations.map((operation) => ({ ...operation, name: `${operation.protocol} ${operation.name}` })),
      id,
    ),
    `<details><summary>${countOf(production.length, 'module')}${frontEnd.length === 0 ? '' : `, ${frontEnd.length} of the front end`}${tests.length === 0 ? '' : ` and ${countOf(tests.length, 'test')}`}</summary>`,
    '',
    ...capped([...production, ...frontEnd, ...tests].map((path) => `- ${codeSpan(path)}`)),
    '',
    '</details>',
  ];
}

type EntryPoint = Pick<Analysis['routes'][number], 'handler' | 'file' | 'line' | 'context' | 'touches'> & {
  readonly name: string;
};

function entryPoints(title: string, all: readonly EntryPoint[], id: string): string[] {
  const own = all.filter(({ context }) => context === id);
  if (own.length === 0) return [];
  return [
    ...markdownTable(
      [title, 'handler', 'also touches'].map((each) => ({ title: each, align: 'left' as const })),
      own.map(({ name, handler, file, line, touches }) => [
        codeSpan(name),
        `${escapeText(handler)}, ${codeSpan(`${file}:${line}`)}`,
        touches
          .filter((each) => each !== id)
          .map(codeSpan)
          .join(', '),
      ]),
    ),
    '',
  ];
}

function kernel({ sharedKernel }: Analysis): string[] {
  if (sharedKernel.length === 0) return [];
  return [
    `## Shared kernel: ${countOf(sharedKernel.length, 'module')}`,
    '',
    ...markdownTable(
      ['module', 'decision', 'used by', 'why'].map((title) => ({ title, align: 'left' as const })),
      sharedKernel.map(({ path, decision, usedBy, why }) => [
        codeSpan(path),
        decision,
        usedBy.map(codeSpan).join(', '),
        escapeText(why),
      ]),
    ),
  ];
}

/** So many of a kind are read; the gravest come first. */
const maxOfKind = 10;

function findings({ findings }: Analysis): string[] {
  if (findings.length === 0) return ['## Findings', '', 'None.'];
  const kinds = [...new Set(findings.map(({ code }) => code))];
  return [
    `## ${countOf(findings.length, 'finding')}`,
    '',
    ...kinds.flatMap((code) => {
      const alike = findings.filter((finding) => finding.code === code);
      const hidden = alike.length - maxOfKind;
      return [
        ...alike.slice(0, maxOfKind).map(oneFinding),
        ...(hidden > 0 ? [`- and ${grouped(hidden)} more of ${escapeText(code)} in analysis.json`] : []),
      ];
    }),
  ];
}

function oneFinding({ severity, code, title, locations, why, fix }: Finding): string {
  return [
    `- **${severity} ${escapeText(code)}** ${escapeText(title)}.`,
    `  ${escapeText(why)}`,
    `  *Fix:* ${escapeText(fix)}`,
    ...(locations.length === 0 ? [] : [`  At ${locations.map(codeSpan).join(', ')}.`]),
  ].join('\n');
}

function transactions({ transactions }: Analysis): string[] {
  const across = transactions.filter(({ contexts }) => contexts.length > 1);
  if (across.length === 0) return [];
  return [
    '## Transactions across contexts',
    '',
    ...markdownTable(
      ['place', 'entities', 'contexts'].map((title) => ({ title, align: 'left' as const })),
      across.map(({ file, line, entities, contexts }) => [
        codeSpan(`${file}:${line}`),
        entities.map(codeSpan).join(', '),
        contexts.map(codeSpan).join(', '),
      ]),
    ),
  ];
}

/** What the observation says that the code does not: routes nobody called, requests that no route explains. */
function atRunTime({ runtime, routes }: Analysis): string[] {
  if (!runtime) return [];
  const called = new Set(runtime.routes.map(({ method, path, file }) => `${method} ${path} ${file}`));
  const silent = routes.filter(({ method, path, file }) => !called.has(`${method} ${path} ${file}`));
  const known = runtime.requests - runtime.unknown.reduce((sum, { requests }) => sum + requests, 0);
  return [
    '## At run time',
    '',
    `${grouped(known)} of ${countOf(runtime.requests, 'observed request')} went to ${countOf(routes.length - silent.length, 'route')} of this document; ${grouped(runtime.placedSpans)} of ${countOf(runtime.spans, 'span')} name a module.`,
    ...(silent.length === 0
      ? []
      : [
          '',
          'Never called:',
          '',
          ...capped(silent.map(({ method, path }) => `- ${codeSpan(`${method} ${path}`)}`)),
        ]),
    ...(runtime.unknown.length === 0
      ? []
      : [
          '',
          'Called but not found in the code:',
          '',
          ...capped(
            runtime.unknown.map(
              ({ operation, requests }) => `- ${codeSpan(operation)}: ${countOf(requests, 'request')}`,
            ),
          ),
        ]),
  ];
}

function plan({ plan, verdict }: Analysis): string[] {
  if (plan.steps.length === 0 || verdict.decision === 'do-not-split') return [];
  return [
    '## Order of extraction',
    '',
    ...plan.steps.flatMap(({ title, detail }, index) => [
      `${index + 1}. ${escapeText(title)}`,
      ...detail.map((line) => `   - ${escapeText(line)}`),
    ]),
  ];
}

/** Calls on them may lead to further code; most are of packages, whose types are not read. */
function openReceivers(receivers: Analysis['summary']['receivers']): string[] {
  if (!receivers || receivers.unresolved === 0) return [];
  const { total, unresolved, byOracle } = receivers;
  const decided = byOracle === 0 ? '' : `; the type checker decided ${byOracle}`;
  return [`${unresolved} of ${countOf(total, 'receiver')} of method calls unresolved${decided}.`, ''];
}

function gaps({ summary, unresolvedImports, diagnostics }: Analysis): string[] {
  return [
    ...openReceivers(summary.receivers),
    ...(unresolvedImports.length === 0
      ? []
      : [
          `## ${countOf(unresolvedImports.length, 'unresolved import')}`,
          '',
          ...capped(
            unresolvedImports.map(
              ({ from, line, specifier, reason }) =>
                `- ${codeSpan(`${from}:${line}`)} ${codeSpan(specifier)}: ${escapeText(reason)}`,
            ),
          ),
        ]),
    ...(diagnostics.length === 0
      ? []
      : [
          '',
          `## ${countOf(diagnostics.length, 'diagnostic')}`,
          '',
          ...capped(
            diagnostics.map(({ severity, code, message, location }) => {
              const place = location === undefined ? '' : ` ${codeSpan(`${location.path}:${location.line}`)}`;
              return `- ${severity} ${escapeText(code)}${place}: ${escapeText(message)}`;
            }),
          ),
        ]),
  ];
}
