import { codeSpan, escapeText, markdownTable } from '../markdown-text.ts';
import { fit } from '../table.ts';
import { countOf } from '../text.ts';
import type { Crossing } from './changed-crossings.ts';
import type { ChangedNumber, Changes } from './compare.ts';
import { isSame } from './compare.ts';

/** A comment of a pull request holds 65,536 characters. */
const maxCharacters = 60_000;
/** The document has whole titles. */
const maxTitle = 240;
/** Lines of each list, and of each group in it; fewer where they do not fit. The document has the rest. */
const limits = [
  { lines: 50, alike: 5 },
  { lines: 20, alike: 2 },
  { lines: 5, alike: 1 },
];

/** What changed, for a pull request: a summary, everything else folded. Empty where nothing did, else ends with a newline. */
export function changesMarkdown(changes: Changes): string {
  if (isSame(changes)) return '';
  const texts = limits.map((limit) => () => `${linesOf(changes, limit).join('\n')}\n`);
  let text = '';
  for (const make of texts) {
    text = make();
    if (text.length <= maxCharacters) return text;
  }
  return `${text.slice(0, maxCharacters).replace(/\n[^\n]*$/, '')}\n`;
}

type Limit = (typeof limits)[number];

function linesOf(
  { verdict, contexts, numbers, metrics, moved, modules, crossings, findings }: Changes,
  limit: Limit,
) {
  const list = (title: string, items: readonly string[]) => folded(title, items, limit.lines);
  const groups = <T>(
    title: string,
    items: readonly T[],
    group: (item: T) => string,
    line: (item: T) => string,
  ) => folded(title, grouped(items, group, line, limit.alike), limit.lines * 2);
  const { opened, closed } = crossings;
  return [
    '## What changed in the bounded contexts',
    '',
    verdict.before === verdict.after
      ? `The verdict stays: **${verdict.after}**.`
      : `The verdict changes: ${verdict.before} → **${verdict.after}**.`,
    ...bullets(contexts, limit),
    ...table('number', numbers),
    ...groups(
      countOf(crossings.appeared.length, 'new use across contexts', 'new uses across contexts'),
      crossings.appeared,
      pair,
      use,
    ),
    ...groups(
      countOf(crossings.gone.length, 'use across contexts gone', 'uses across contexts gone'),
      crossings.gone,
      pair,
      use,
    ),
    ...list(countOf(findings.appeared.length, 'new finding'), findings.appeared.map(finding)),
    ...list(countOf(findings.solved.length, 'finding gone', 'findings gone'), findings.solved.map(finding)),
    ...list(
      countOf(findings.changed.length, 'finding changed', 'findings changed'),
      findings.changed.map((each) => `${finding(each)} (before: ${titled(each.before)})`),
    ),
    ...groups(
      countOf(moved.length, 'module in another context', 'modules in another context'),
      moved,
      ({ from, to }) => `${name(from)} → ${name(to)}`,
      ({ path }) => codeSpan(path),
    ),
    ...list(`${movedBorders(opened, closed)}, because modules changed side`, [
      ...counts('now', opened),
      ...counts('no more', closed),
    ]),
    ...list(countOf(modules.appeared.length, 'new module'), modules.appeared.map(module)),
    ...list(countOf(modules.gone.length, 'module gone', 'modules gone'), modules.gone.map(module)),
    ...list(
      countOf(modules.renamed.length, 'module lies elsewhere', 'modules lie elsewhere'),
      modules.renamed.map(({ from, to }) => `${codeSpan(from)} → ${codeSpan(to)}`),
    ),
    ...fold(countOf(metrics.length, 'metric'), table('metric', metrics)),
  ];
}

function bullets({ appeared, gone, renamed, changed }: Changes['contexts'], { lines }: Limit): string[] {
  const listed = (title: string, items: readonly string[]): string[] => {
    if (items.length === 0) return [];
    const hidden = items.length > lines ? ` and ${items.length - lines} more` : '';
    return [`- ${title}: ${items.slice(0, lines).join(', ')}${hidden}`];
  };
  const sentences = [
    ...listed('New', appeared.map(codeSpan)),
    ...listed('Gone', gone.map(codeSpan)),
    ...listed(
      'Renamed',
      renamed.map(({ from, to }) => `${codeSpan(from)} → ${codeSpan(to)}`),
    ),
    ...listed(
      'Changed',
      changed.map(({ id, joined, left }) => `${codeSpan(id)} (+${joined} −${left})`),
    ),
  ];
  return sentences.length === 0 ? [] : ['', ...sentences];
}

function table(title: string, changed: readonly ChangedNumber[]): string[] {
  if (changed.length === 0) return [];
  const plain = (number: number | null) => (number === null ? '–' : String(number));
  return [
    '',
    ...markdownTable(
      [
        { title, align: 'left' },
        { title: 'before', align: 'right' },
        { title: 'after', align: 'right' },
      ],
      changed.map((each) => [escapeText(each.name), plain(each.before), plain(each.after)]),
    ),
  ];
}

function folded(title: string, items: readonly string[], most: number): string[] {
  const hidden = items.length - most;
  return fold(title, [
    ...(items.length === 0 ? [] : ['']),
    ...items.slice(0, most).map((item) => (item.startsWith('  ') ? item : `- ${item}`)),
    ...(hidden > 0 ? [`- and ${countOf(hidden, 'more', 'more')}`] : []),
  ]);
}

/** Nothing around nothing; what is in it starts with an empty line. */
function fold(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `<details><summary>${title}</summary>`, ...lines, '', '</details>'];
}

/** The largest groups first; a group of one is a line. */
function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  lineOf: (item: T) => string,
  most: number,
): string[] {
  return [...groupsOf(items, keyOf)].flatMap(([key, alike]) => {
    const [first] = alike;
    if (alike.length === 1 && first !== undefined) return [`${key}: ${lineOf(first)}`];
    const hidden = alike.length - most;
    return [
      `${key} (${alike.length})`,
      ...alike.slice(0, most).map((each) => `  - ${lineOf(each)}`),
      ...(hidden > 0 ? [`  - and ${hidden} more`] : []),
    ];
  });
}

function groupsOf<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

function movedBorders(opened: readonly Crossing[], closed: readonly Crossing[]): string {
  return [
    ...(opened.length === 0 ? [] : [`${countOf(opened.length, 'use crosses', 'uses cross')} a border now`]),
    ...(closed.length === 0 ? [] : [`${countOf(closed.length, 'use crosses', 'uses cross')} none any more`]),
  ].join(', ');
}

function counts(when: string, crossings: readonly Crossing[]): string[] {
  return groupsOf(crossings, pair).map(([key, alike]) => `${when}: ${key} (${alike.length})`);
}

function pair({ between: [from, to] }: Crossing): string {
  return `${codeSpan(from)} → ${codeSpan(to)}`;
}

function use({ location, to }: Crossing): string {
  return `${codeSpan(location)} uses ${codeSpan(to)}`;
}

function finding({ severity, code, title }: Changes['findings']['solved'][number]): string {
  return `${severity} ${codeSpan(code)}: ${titled(title)}`;
}

function titled(title: string): string {
  return escapeText(fit(title, maxTitle));
}

function module({ path, context }: Changes['modules']['gone'][number]): string {
  return context === null ? codeSpan(path) : `${codeSpan(path)}: ${codeSpan(context)}`;
}

function name(context: string | null): string {
  return context === null ? 'none' : codeSpan(context);
}
