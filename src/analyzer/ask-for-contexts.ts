import type { Candidate, Decided, Proposal } from './cluster/propose.ts';
import { noWishes } from './cluster/pins/resolve-pins.ts';
import type { Affinity } from './cluster/affinity.ts';
import { mergeCommunities } from './graph/merge-communities.ts';
import { createGraphBuilder, forEachEdge, type WeightedGraph } from './graph/weighted-graph.ts';

/** Resolutions beyond those of the fine grain, tried where more contexts are asked for than it has. */
const finer = [3, 6, 9, 14, 21, 32, 48];

/**
 * The proposal with so many contexts at the recommended grain: the grain that has as many or the next more, a finer one where none
 * has, and of its contexts joined those that gain most modularity, until the number is right.
 *
 * Says in `countMissed` why there are fewer or more, if there are.
 */
export async function askForContexts(
  base: Proposal,
  wanted: number,
  propose: (decided: Decided) => Promise<Proposal>,
): Promise<Proposal> {
  const start = await startingWith(base, wanted, propose);
  const merged = joined(base, start, wanted);
  const candidates = { ...base.candidates, [base.recommended]: { ...start, communityOf: merged } };
  const proposal = await propose({ wishes: noWishes, base: { ...base, candidates }, isQuick: false });
  return { ...proposal, countMissed: missed(proposal, wanted) };
}

async function startingWith(
  { candidates: { coarse, balanced, fine } }: Proposal,
  wanted: number,
  propose: (decided: Decided) => Promise<Proposal>,
): Promise<Candidate> {
  const known = [coarse, balanced, fine].find(({ contexts }) => contexts.length >= wanted);
  if (known) return known;
  let most = fine;
  for (const resolution of finer) {
    const { candidates, recommended } = await propose({ wishes: noWishes, resolution, isQuick: true });
    const found = candidates[recommended];
    if (found.contexts.length > most.contexts.length) most = found;
    if (most.contexts.length >= wanted) break;
  }
  return most;
}

/** Community of each module by path, after communities that are contexts were joined. */
function joined(
  { affinity, clustered }: Proposal,
  { contexts, communityOf }: Candidate,
  wanted: number,
): Map<string, number> {
  const labels = Int32Array.from(clustered, (path) => communityOf.get(path) ?? -1);
  const ofContexts = new Set(contexts.flatMap(({ modules }) => modules));
  const first = new Map<number, number>();
  labels.forEach((label, node) => first.has(label) || first.set(label, node));
  const counted = new Set<number>();
  [...first.keys()].forEach((label, index) => {
    const isContext = clustered.some((path, node) => labels[node] === label && ofContexts.has(path));
    if (isContext) counted.add(index);
  });
  const partition = mergeCommunities(modulesIn(affinity), labels, (label) => counted.has(label), wanted, []);
  return new Map(clustered.map((path, node) => [path, partition[node] as number]));
}

/** The ties between modules, without those to their folders. */
function modulesIn({ fused, moduleCount }: Affinity): WeightedGraph {
  const builder = createGraphBuilder(moduleCount);
  forEachEdge(fused, (a, b, weight) => {
    if (a < moduleCount && b < moduleCount) builder.add(a, b, weight);
  });
  return builder.build();
}

function missed({ candidates, recommended }: Proposal, wanted: number): string | null {
  const found = candidates[recommended].contexts.length;
  if (found === wanted) return null;
  const why =
    found < wanted
      ? 'what is smaller is no part of its own: a handful of files, or nothing that holds data or answers requests'
      : 'nothing ties the others to each other, so joining them would make no context';
  return `${wanted} contexts were asked for, and there are ${found}: ${why}`;
}
