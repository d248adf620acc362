import { printable } from '../../lib/printable.ts';
import { alignedTable, fit, wrap } from '../table.ts';
import type { TerminalOptions } from '../terminal-options.ts';
import { countOf } from '../text.ts';
import type { Crossing } from './changed-crossings.ts';
import type { Changes } from './compare.ts';

/** So many of each fit on a screen; `--json` has all of them. */
const most = { modules: 12, crossings: 12, findings: 5 };

/** What would change, for a person. Ends without a newline. */
export function renderChanges(changes: Changes, { paint, width }: TerminalOptions): string {
  const { verdict, contexts } = changes;
  const title =
    verdict.before === verdict.after
      ? `The verdict stays: ${verdict.after}`
      : `The verdict changes: ${verdict.before} → ${verdict.after}`;
  const sections = [
    [paint.bold(title)],
    numberLines(changes, { paint, width }),
    contextLines(contexts, width),
    ...listsOf(changes).map((list) => block({ ...list, title: paint.bold(list.title) }, width)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

interface List {
  readonly title: string;
  readonly lines: readonly string[];
  readonly limit: number;
}

function listsOf({ moved, modules, crossings, findings }: Changes): List[] {
  const list = (lines: readonly string[], limit: number, noun: string, plural?: string): List => ({
    title: countOf(lines.length, noun, plural),
    lines,
    limit,
  });
  const moves = moved.map(({ path, from, to }) => `${path}: ${from ?? 'none'} → ${to ?? 'none'}`);
  return [
    list(moves, most.modules, 'module in another context', 'modules in another context'),
    list(modules.appeared.map(moduleLine), most.modules, 'new module'),
    list(modules.gone.map(moduleLine), most.modules, 'module gone', 'modules gone'),
    list(
      modules.renamed.map(({ from, to }) => `${from} → ${to}`),
      most.modules,
      'module lies elsewhere',
      'modules lie elsewhere',
    ),
    list(
      crossings.appeared.map(crossingLine),
      most.crossings,
      'new use across contexts',
      'new uses across contexts',
    ),
    list(
      crossings.gone.map(crossingLine),
      most.crossings,
      'use across contexts gone',
      'uses across contexts gone',
    ),
    list(
      crossings.opened.map(crossingLine),
      most.crossings,
      'use crosses a border now',
      'uses cross a border now',
    ),
    list(
      crossings.closed.map(crossingLine),
      most.crossings,
      'use crosses no border any more',
      'uses cross no border any more',
    ),
    list(findings.appeared.map(findingLine), most.findings, 'new finding'),
    list(findings.solved.map(findingLine), most.findings, 'finding gone', 'findings gone'),
    list(findings.changed.map(findingLine), most.findings, 'finding changed', 'findings changed'),
  ];
}

function numberLines({ numbers: counts, metrics }: Changes, { paint, width }: TerminalOptions): string[] {
  const numbers = [...counts, ...metrics];
  if (numbers.length === 0) return ['No number changes.'];
  const [header, ...lines] = alignedTable(
    [
      { title: 'number', align: 'left' },
      { title: 'before', align: 'right' },
      { title: 'after', align: 'right' },
      { title: 'change', align: 'right' },
    ],
    numbers.map(({ name, before, after }) => [
      name,
      before === null ? '-' : String(before),
      after === null ? '-' : String(after),
      before === null || after === null ? '' : difference(after - before),
    ]),
  );
  return [paint.dim(fit(`  ${header}`, width)), ...lines.map((each) => fit(`  ${each}`, width))];
}

function difference(number: number): string {
  const rounded = Math.round(number * 1000) / 1000;
  return rounded > 0 ? `+${rounded}` : String(rounded);
}

function contextLines({ appeared, gone, renamed, changed }: Changes['contexts'], width: number): string[] {
  const sentences = [
    ...(appeared.length === 0 ? [] : [`New: ${appeared.join(', ')}.`]),
    ...(gone.length === 0 ? [] : [`Gone: ${gone.join(', ')}.`]),
    ...(renamed.length === 0
      ? []
      : [`Renamed: ${renamed.map(({ from, to }) => `${from} → ${to}`).join(', ')}.`]),
    ...(changed.length === 0
      ? []
      : [`Changed: ${changed.map(({ id, joined, left }) => `${id} (+${joined} −${left})`).join(', ')}.`]),
  ];
  return sentences.flatMap((sentence) => wrap(printable(sentence), width));
}

function moduleLine({ path, context }: Changes['modules']['gone'][number]): string {
  return context === null ? path : `${path}: ${context}`;
}

function crossingLine({ between: [from, to], to: module, location }: Crossing): string {
  return `${from} → ${to}: ${location} uses ${module}`;
}

function findingLine({ severity, code, title }: Changes['findings']['solved'][number]): string {
  return `${severity} ${code}: ${title}`;
}

function block({ title, lines, limit }: List, width: number): string[] {
  if (lines.length === 0) return [];
  const hidden = lines.length - limit;
  return [
    title,
    ...lines.slice(0, limit).map((each) => fit(`  ${printable(each)}`, width)),
    ...(hidden > 0 ? [`  and ${hidden} more; --json has all of them`] : []),
  ];
}
