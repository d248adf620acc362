import { printable } from '../../lib/printable.ts';
import type { CheckVerdict } from '../verdict.ts';
import type { CheckFormat } from '../check-format.ts';

/** A person reads no more at once; the other forms have all of them. */
const most = 50;

export const textFormat: CheckFormat = {
  name: 'text',
  render(verdict) {
    const { fresh, expired, stale, added, known, idle } = verdict;
    const lines = [
      summary(verdict),
      ...capped(fresh).flatMap(({ location, rule, what, fix }) => [
        '',
        `${location}  ${rule}`,
        `  ${what}`,
        `  fix: ${fix}`,
      ]),
      ...more(fresh),
      ...capped(expired).flatMap(({ entry, violation }) => [
        '',
        `${violation.location}  ${violation.rule}, known until ${entry.expires}${entry.owner === undefined ? '' : ` (${entry.owner})`}`,
        `  ${violation.what}`,
        `  fix: ${violation.fix}`,
      ]),
      ...listed('In the baseline, but gone: take them out with `banyan check --update-baseline`', stale),
      ...listed('New in the baseline, which may only shrink', added),
      ...(known.length === 0 || !verdict.isKept ? [] : [`${known.length} known violations are left.`]),
      ...(idle.length === 0 ? [] : ['', 'Patterns that mean no module:', ...idle.map((each) => `  ${each}`)]),
    ];
    return `${lines.map(printable).join('\n')}\n`;
  },
};

function summary({ isKept, contexts, modules, fresh, expired, stale, added }: CheckVerdict): string {
  const scope = `${contexts.length} contexts, ${modules} modules`;
  if (isKept) return `The boundaries hold: ${scope}.`;
  const parts = [
    [fresh.length, 'new'],
    [expired.length, 'expired'],
    [stale.length, 'gone from the code but not from the baseline'],
    [added.length, 'added to the baseline'],
  ] as const;
  const broken = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `The boundaries do not hold: ${broken.join(', ')} (${scope}).`;
}

function capped<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, most);
}

function more(items: readonly unknown[]): string[] {
  return items.length > most ? ['', `and ${items.length - most} more; --json has all of them`] : [];
}

function listed(title: string, entries: readonly { readonly key: string }[]): string[] {
  if (entries.length === 0) return [];
  return ['', `${title}:`, ...capped(entries).map(({ key }) => `  ${key}`), ...more(entries)];
}
