import { fuseAffinity } from '../../../src/analyzer/cluster/affinity.ts';
import { findFeatureFolders } from '../../../src/analyzer/cluster/folders.ts';
import { findGrains } from '../../../src/analyzer/cluster/grains.ts';
import { createCommunityFinder } from '../../../src/analyzer/graph/communities.ts';
import { createDisjointSets } from '../../../src/analyzer/graph/components.ts';
import type { Partition } from '../../../src/analyzer/graph/partition.ts';
import { createGraphBuilder } from '../../../src/analyzer/graph/weighted-graph.ts';
import { type Grain, grains } from '../../../src/model/analysis.ts';
import type { Application } from './read-application.ts';

type Parts = ReadonlyMap<string, string>;

/** Our clustering as far as a graph of classes allows: calls, how often each was seen, and the words of the names. */
export async function proposeParts({ classes, uses }: Application): Promise<Record<Grain, Parts>> {
  const modules = classes.map((path) => ({ path, terms: new Map<string, number>() }));
  const dependencies = uses.map(({ from, to, weight }) => ({
    from,
    to,
    kinds: ['call' as const],
    weight,
    symbols: [],
    locations: [`${from}:1`],
  }));
  const observed = uses.map(({ from, to, weight }) => ({ from, to, count: weight }));
  const affinity = fuseAffinity(modules, dependencies, findFeatureFolders(classes), undefined, observed);
  const free = {
    together: createDisjointSets(affinity.fused.size),
    apart: [],
    pinned: new Map<string, number[]>(),
    staying: new Set<number>(),
    hearts: new Map<string, string[]>(),
    before: undefined,
    paths: classes,
    isQuick: false,
    entities: 0,
    recommended: 'balanced' as const,
  };
  const { cuts } = await findGrains(affinity, free, async () => undefined);
  const found = grains.map((grain) => [grain, toParts(classes, cuts[grain].partition)] as const);
  return Object.fromEntries(found) as Record<Grain, Parts>;
}

/** Divisions that ask for no thought: one part, one part and four singletons, communities of the plain calls. */
export function trivialParts({ classes, uses }: Application): Record<string, Parts> {
  const nodes = new Map(classes.map((each, node) => [each, node]));
  const builder = createGraphBuilder(classes.length);
  for (const { from, to } of uses) builder.add(nodes.get(from) as number, nodes.get(to) as number, 1);
  const communities = createCommunityFinder(builder.build()).find({ resolution: 1, seed: 1 });
  const calls = (name: string) => uses.filter(({ from, to }) => from === name || to === name).length;
  const lonely = new Set([...classes].sort((a, b) => calls(a) - calls(b) || (a < b ? -1 : 1)).slice(0, 4));
  return {
    'all in one': new Map(classes.map((each) => [each, 'all'])),
    'one part and 4 singletons': new Map(classes.map((each) => [each, lonely.has(each) ? each : 'rest'])),
    'Louvain on calls, unweighted': toParts(classes, communities),
  };
}

function toParts(classes: readonly string[], partition: Partition): Parts {
  return new Map(classes.map((each, node) => [each, String(partition[node])]));
}
