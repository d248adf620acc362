import { printable } from '../../lib/printable.ts';
import type { Pin } from '../../model/pins.ts';
import { alignedTable, fit, wrap } from '../table.ts';
import type { TerminalOptions } from '../terminal-options.ts';
import { countOf } from '../text.ts';
import type { Changes } from './compare.ts';

/** So many of each fit on a screen; `--json` has all of them. */
const most = { moved: 12, findings: 5 };

/** What would change, for a person. Ends without a newline. */
export function renderChanges(changes: Changes, { paint, width }: TerminalOptions): string {
  const { verdict, contexts, moved, findings } = changes;
  const isVerdictKept = verdict.before === verdict.after;
  const sections = [
    [
      paint.bold(
        isVerdictKept
          ? `The verdict stays: ${verdict.after}`
          : `The verdict changes: ${verdict.before} → ${verdict.after}`,
      ),
    ],
    numberLines(changes, { paint, width }),
    contextLines(contexts, width),
    block(
      paint.bold(`${countOf(moved.length, 'module')} in another context`),
      moved.map(({ path, from, to }) => `${path}: ${from ?? 'none'} → ${to ?? 'none'}`),
      most.moved,
      width,
    ),
    block(
      paint.bold(countOf(findings.appeared.length, 'new finding')),
      findings.appeared.map(line),
      most.findings,
      width,
    ),
    block(
      paint.bold(countOf(findings.solved.length, 'finding gone', 'findings gone')),
      findings.solved.map(line),
      most.findings,
      width,
    ),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function numberLines({ numbers }: Changes, { paint, width }: TerminalOptions): string[] {
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

function line({ severity, code, title }: Changes['findings']['solved'][number]): string {
  return `${severity} ${code}: ${title}`;
}

function block(title: string, lines: readonly string[], limit: number, width: number): string[] {
  if (lines.length === 0) return [];
  const hidden = lines.length - limit;
  return [
    title,
    ...lines.slice(0, limit).map((each) => fit(`  ${printable(each)}`, width)),
    ...(hidden > 0 ? [`  and ${hidden} more; --json has all of them`] : []),
  ];
}

/** Pins as the lines of a `banyan.yaml`, to be copied under `pins:`. */
export function yamlOf(pins: readonly Pin[]): string {
  return pins
    .map(({ kind, groups, context, names, because }) => {
      const [group = []] = groups;
      const lists: Readonly<Record<Pin['kind'], string[]>> = {
        together: [`together: ${flow(group)}`],
        apart: [`apart: [${groups.map(flow).join(', ')}]`],
        pin: [`pin: ${flow(group)}`, `to: ${context}`],
        shared: [`shared: ${flow(group)}`],
        ignore: [`ignore: ${flow(group)}`],
        owner: [`owner: ${flow(names)}`, `of: ${context}`],
        rename: [`rename: ${context}`, `to: ${names[0]}`],
      };
      const lines = [...lists[kind], ...(because === null ? [] : [`because: ${quoted(because)}`])];
      return lines.map((each, index) => `${index === 0 ? '  - ' : '    '}${each}`).join('\n');
    })
    .join('\n');
}

function flow(names: readonly string[]): string {
  return names.length === 1 ? quoted(names[0] as string) : `[${names.map(quoted).join(', ')}]`;
}

/** Plain where YAML reads it as the same text, else in double quotes, which JSON is. */
function quoted(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
