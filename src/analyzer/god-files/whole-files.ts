import type { Proposal } from '../cluster/propose.ts';
import type { Facts } from '../facts.ts';

type Parts = Pick<Facts, 'parts'>;

/** A file of which one context has this share of the parts that have any, 0..1, is a part of it as a whole. */
const wholeShare = 0.8;

/** The files that a proposal has in parts. */
export function filesInParts({ roleOf }: Pick<Proposal, 'roleOf'>, { parts }: Parts): Set<string> {
  const files = parts?.modules.filter(({ path }) => roleOf.has(path)).map(({ file }) => file);
  return new Set(files);
}

/** Those of them whose parts the recommended candidate gives to several contexts. */
export function filesOfSeveralContexts(
  proposal: Pick<Proposal, 'roleOf' | 'candidates' | 'recommended'>,
  facts: Parts,
): Set<string> {
  const { candidates, recommended } = proposal;
  const contextOf = new Map(
    candidates[recommended].contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)),
  );
  const counts = new Map<string, Map<string, number>>();
  for (const { path, file } of facts.parts?.modules ?? []) {
    const context = contextOf.get(path);
    if (context === undefined) continue;
    const ofFile = counts.get(file) ?? new Map<string, number>();
    counts.set(file, ofFile.set(context, (ofFile.get(context) ?? 0) + 1));
  }
  return new Set(
    [...filesInParts(proposal, facts)].filter((file) => {
      const sizes = [...(counts.get(file)?.values() ?? [])];
      const all = sizes.reduce((sum, size) => sum + size, 0);
      return all > 0 && Math.max(...sizes) < wholeShare * all;
    }),
  );
}
