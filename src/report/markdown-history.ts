import type { Analysis } from '../model/analysis.ts';
import { capped, codeSpan, escapeText } from './markdown-text.ts';
import { countOf, grouped, percent } from './text.ts';

/** What was read of the commits, and pairs that change together though neither uses the other, over a border of contexts; strongest first. */
export function history({ history, modules }: Analysis): string[] {
  if (history.state !== 'read') {
    return ['## History', '', `No commits were read: ${escapeText(history.reason ?? 'no reason given')}.`];
  }
  const contextOf = new Map(modules.map(({ path, context }) => [path, context]));
  const hidden = history.coChanges
    .map((pair) => ({ ...pair, from: contextOf.get(pair.a), to: contextOf.get(pair.b) }))
    .filter(({ isLinked, from, to }) => !isLinked && from && to && from !== to)
    .sort((left, right) => right.commits - left.commits);
  const period = history.since === null ? 'in all' : `since ${history.since}`;
  const read = `${countOf(history.commits, 'commit')} ${period}${history.isShallow ? ', of a shallow clone' : ''}; ${percent(history.coverage)} of the modules were changed three times or more.`;
  return [
    '## History',
    '',
    read,
    ...(hidden.length === 0
      ? []
      : [
          '',
          'Modules of different contexts that change together though neither uses the other:',
          '',
          ...capped(
            hidden.map(
              ({ a, b, commits, lift }) =>
                `- ${codeSpan(a)} and ${codeSpan(b)}: ${countOf(commits, 'commit')}, ${grouped(Math.round(lift))} times more than by chance`,
            ),
          ),
        ]),
  ];
}
