import { by, byCodeUnit } from '../lib/ordered.ts';
import type { Dependency, History } from '../model/analysis.ts';
import type { Facts } from './facts.ts';

/** Pairs in the document: with fewer common commits, or less often than this together, there is nothing to say. */
const minCommits = 3;
const minConfidence = 0.3;
const maxPairs = 1_000;

/** The history as the document has it: the clearest pairs, each with whether a dependency explains it. */
export function assembleHistory({ history, dependencies }: Facts): History {
  const linked = new Set(dependencies.map(({ from, to }: Dependency) => pairOf(from, to)));
  const clearest = history.coChanges
    .filter(
      ({ commits, confidence, lift }) =>
        commits >= minCommits && Math.max(confidence.ofA, confidence.ofB) >= minConfidence && lift > 1,
    )
    .sort(
      by(
        ({ commits, confidence }) => -commits * Math.max(confidence.ofA, confidence.ofB),
        ({ a }) => a,
        ({ b }) => b,
      ),
    )
    .slice(0, maxPairs);
  return {
    ...history,
    coverage: rounded(history.coverage),
    modules: [...history.modules],
    coChanges: clearest
      .map(({ a, b, commits, confidence, lift }) => ({
        a,
        b,
        commits,
        confidence: { ofB: rounded(confidence.ofB), ofA: rounded(confidence.ofA) },
        lift: rounded(lift),
        isLinked: linked.has(pairOf(a, b)),
      }))
      .sort(
        by(
          ({ a }) => a,
          ({ b }) => b,
        ),
      ),
  };
}

function pairOf(a: string, b: string): string {
  return byCodeUnit(a, b) < 0 ? `${a}\n${b}` : `${b}\n${a}`;
}

/** Owners of several modules, the one of most modules first. */
export function ownersOfContext(modules: readonly string[], owners: Facts['owners']): string[] {
  const counts = new Map<string, number>();
  for (const path of modules)
    for (const owner of owners.get(path) ?? []) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return [...counts]
    .sort(
      by(
        ([, count]) => -count,
        ([owner]) => owner,
      ),
    )
    .map(([owner]) => owner);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
