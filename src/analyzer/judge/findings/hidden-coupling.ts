import { thresholds } from '../thresholds.ts';
import { domainContexts } from '../subject.ts';
import { groupedBy, maxLocations, type Rule } from './rule.ts';

const code = 'HIDDEN_COUPLING';

/** Files of two contexts that change together although neither uses the other, nor anything that both use. */
export const hiddenCoupling: Rule = {
  code,
  find(subject) {
    const contextOf = domainContexts(subject);
    const uses = usesOf(subject.dependencies);
    const hidden = subject.history.coChanges.flatMap((pair) => {
      const [a, b] = [contextOf.get(pair.a), contextOf.get(pair.b)];
      if (a === undefined || b === undefined || a === b || pair.isLinked) return [];
      const share = Math.max(pair.confidence.ofA, pair.confidence.ofB);
      const isClear =
        pair.commits >= thresholds.minCommonCommits &&
        share >= thresholds.minCoChange &&
        pair.lift >= thresholds.minLift;
      return isClear && !isOneStepApart(uses, pair.a, pair.b) ? [{ ...pair, contexts: [a, b].sort() }] : [];
    });
    return groupedBy(hidden, ({ contexts }) => contexts.join(' and ')).flatMap(([contexts, pairs]) => {
      if (pairs.length < thresholds.minHiddenPairs) return [];
      const strongest = [...pairs].sort((x, y) => y.commits - x.commits);
      const [first] = strongest as [(typeof strongest)[number]];
      return [
        {
          code,
          severity: 'warning' as const,
          title: `${contexts} change together without using each other`,
          contexts: first.contexts,
          locations: strongest.flatMap(({ a, b }) => [`${a}:1`, `${b}:1`]).slice(0, maxLocations),
          why: 'What changes together is one decision in two places: as services both are released for it.',
          fix: `Look at what they share (a format, a rule, a table): ${first.a} and ${first.b} changed together ${first.commits} times. Name it and put it on one side.`,
          numbers: { contexts: 2, pairs: pairs.length, commits: first.commits },
        },
      ];
    });
  },
};

function usesOf(
  dependencies: readonly { readonly from: string; readonly to: string }[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const uses = new Map<string, Set<string>>();
  for (const { from, to } of dependencies) uses.set(from, (uses.get(from) ?? new Set()).add(to));
  return uses;
}

/** Whether one uses something that uses the other. */
function isOneStepApart(uses: ReadonlyMap<string, ReadonlySet<string>>, a: string, b: string): boolean {
  const reaches = (from: string, to: string): boolean =>
    [...(uses.get(from) ?? [])].some((middle) => uses.get(middle)?.has(to) ?? false);
  return reaches(a, b) || reaches(b, a);
}
