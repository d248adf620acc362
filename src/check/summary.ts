import { countOf } from '../lib/count-of.ts';
import type { BaselineEntry } from '../model/baseline.ts';
import type { CheckVerdict } from './verdict.ts';

/** What a check found, in a sentence. */
export function summaryOf({
  isKept,
  contexts,
  modules,
  changed,
  fresh,
  expired,
  stale,
  added,
}: CheckVerdict): string {
  const scope = [
    countOf(contexts.length, 'context'),
    countOf(modules, 'module'),
    ...(changed === null ? [] : [`what ${countOf(changed, 'changed file')} can have caused`]),
  ].join(', ');
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

/** Something that became another since the merge base, and what it is about. */
interface News {
  readonly said: string;
  readonly about: string;
}

/** What became another since the merge base without failing: whoever reviews it has to see it. */
export function sinceMergeBase({ gone, prolonged, boundaryChanges }: CheckVerdict): News[] {
  return [
    ...gone.map(({ key }) => ({ said: 'Since the merge base mended', about: key })),
    ...prolonged.map(({ key, expires }) => ({
      said: `Since the merge base put off ${expires === undefined ? 'for ever' : `until ${expires}`}`,
      about: key,
    })),
    ...(boundaryChanges?.added ?? []).map((about) => ({
      said: 'Since the merge base the boundaries say',
      about,
    })),
    ...(boundaryChanges?.removed ?? []).map((about) => ({
      said: 'Since the merge base they say no more',
      about,
    })),
  ];
}

/** What was said of a known violation whose day has come. */
export function promiseOf({ expires, owner, reason }: BaselineEntry): string {
  return [
    `known until ${expires}`,
    ...(owner === undefined ? [] : [owner]),
    ...(reason === undefined ? [] : [reason]),
  ].join(', ');
}
