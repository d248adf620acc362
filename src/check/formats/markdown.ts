import { countOf } from '../../lib/count-of.ts';
import { codeSpan, escapeText } from '../../lib/markdown.ts';
import type { CheckFormat } from '../check-format.ts';
import { promiseOf, sinceMergeBase, summaryOf } from '../summary.ts';
import type { Violation } from '../../model/boundaries.ts';

/** The summary of a step holds 1 MiB, a comment 65,536 characters. */
const most = 50;

export const markdownFormat: CheckFormat = {
  name: 'md',
  render(verdict) {
    const { fresh, expired, stale, added, idle } = verdict;
    const lines = [
      `## ${escapeText(summaryOf(verdict))}`,
      ...list(sinceMergeBase(verdict).map(({ said, about: what }) => `${said}: ${codeSpan(what)}`)),
      ...list(fresh.map((each) => about(each))),
      ...list(expired.map(({ entry, violation }) => about(violation, promiseOf(entry)))),
      ...titled(
        'In the baseline, but gone: `banyan check --update-baseline` takes them out',
        stale.map(span),
      ),
      ...titled('New in the baseline, which may only shrink', added.map(span)),
      ...titled('Patterns that mean no module', idle.map(codeSpan)),
    ];
    return `${lines.join('\n')}\n`;
  },
};

function about({ location, rule, what, fix }: Violation, said?: string): string {
  // In a code span nobody is notified of a comment.
  const promise = said === undefined ? '' : ` ${codeSpan(said)}`;
  return `${codeSpan(location)} **${rule}**${promise}: ${escapeText(what)} ${escapeText(fix)}`;
}

function span({ key }: { readonly key: string }): string {
  return codeSpan(key);
}

function list(items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const hidden = items.length - most;
  return [
    '',
    ...items.slice(0, most).map((item) => `- ${item}`),
    ...(hidden > 0 ? [`- and ${countOf(hidden, 'more', 'more')}; \`--json\` has all of them`] : []),
  ];
}

function titled(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', `**${title}**`, ...list(items)];
}
