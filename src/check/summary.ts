import { countOf } from '../lib/count-of.ts';
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

/** What became another since the merge base without failing: whoever reviews it has to see it. */
export function sinceMergeBase({ gone, prolonged, boundaryChanges }: CheckVerdict): string[] {
  return [
    ...(gone.length === 0 ? [] : [`Since the merge base: ${countOf(gone.length, 'known violation')} gone.`]),
    ...prolonged.map(
      ({ key, expires }) =>
        `Since the merge base: known ${expires === undefined ? 'for ever' : `until ${expires}`} now: ${key}`,
    ),
    ...(boundaryChanges?.added ?? []).map((each) => `Since the merge base the boundaries say: ${each}`),
    ...(boundaryChanges?.removed ?? []).map((each) => `Since the merge base they say no more: ${each}`),
  ];
}
