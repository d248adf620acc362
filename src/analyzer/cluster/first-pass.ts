import type { Dependency } from '../../model/analysis.ts';
import { createCommunityFinder } from '../graph/communities.ts';
import { type ClusterModule, fuseAffinity } from './affinity.ts';
import type { FeatureFolders } from './folders.ts';
import { clusteringWeights as weights } from './weights.ts';

/** Rough communities, by path: enough to tell who is used by many of them. */
export function firstPass(
  modules: readonly ClusterModule[],
  dependencies: readonly Dependency[],
  folders: FeatureFolders,
): Map<string, number> {
  const { fused } = fuseAffinity(modules, dependencies, folders);
  const communities = createCommunityFinder(fused).find({
    resolution: weights.sharedKernel.resolution,
    seed: weights.ensemble.seed,
  });
  return new Map(modules.map(({ path }, node) => [path, communities[node] as number]));
}
