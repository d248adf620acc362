import { printable } from '../../lib/printable.ts';
import type { CheckFormat } from '../check-format.ts';
import { promiseOf, sinceMergeBase, summaryOf } from '../summary.ts';

/** A person reads no more at once; the other forms have all of them. */
const most = 50;

export const textFormat: CheckFormat = {
  name: 'text',
  render(verdict) {
    const { fresh, expired, stale, added, idle } = verdict;
    const lines = [
      summaryOf(verdict),
      ...capped(sinceMergeBase(verdict)).map(({ said, about }) => `${said}: ${about}`),
      ...more(sinceMergeBase(verdict)),
      ...capped(fresh).flatMap(({ location, rule, what, fix }) => [
        '',
        `${location}  ${rule}`,
        `  ${what}`,
        `  fix: ${fix}`,
      ]),
      ...more(fresh),
      ...capped(expired).flatMap(({ entry, violation }) => [
        '',
        `${violation.location}  ${violation.rule}, ${promiseOf(entry)}`,
        `  ${violation.what}`,
        `  fix: ${violation.fix}`,
      ]),
      ...more(expired),
      ...listed(
        'In the baseline, but gone: take them out with `banyan check --update-baseline`',
        keysOf(stale),
      ),
      ...listed('New in the baseline, which may only shrink', keysOf(added)),
      ...listed('Patterns that mean no module', idle),
    ];
    return `${lines.map(printable).join('\n')}\n`;
  },
};

function keysOf(entries: readonly { readonly key: string }[]): string[] {
  return entries.map(({ key }) => key);
}

function capped<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, most);
}

function more(items: readonly unknown[]): string[] {
  return items.length > most ? ['', `and ${items.length - most} more; --json has all of them`] : [];
}

function listed(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return ['', `${title}:`, ...capped(items).map((item) => `  ${item}`), ...more(items)];
}
