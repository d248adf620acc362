import type { Dependency } from '../../model/analysis.ts';
import { createCommunityFinder } from '../graph/communities.ts';
import { type ClusterModule, fuseAffinity } from './affinity.ts';
import type { FeatureFolders } from './folders.ts';
import { clusteringWeights as weights } from './weights.ts';

/** A rough look at who belongs together, by path: enough to tell what is used by many. */
export interface Neighbourhoods {
  /** Small communities. */
  readonly communityOf: Map<string, number>;
  /** About as many groups as there will be contexts. */
  readonly groupOf: Map<string, number>;
  /** The outermost feature folder; modules that stand in none are absent. */
  readonly featureOf: Map<string, string>;
}

export function firstPass(
  modules: readonly ClusterModule[],
  dependencies: readonly Dependency[],
  folders: FeatureFolders,
): Neighbourhoods {
  const finder = createCommunityFinder(fuseAffinity(modules, dependencies, folders).fused);
  const { community, group } = weights.sharedKernel.resolutions;
  const { seed } = weights.ensemble;
  const communities = finder.find({ resolution: community, seed });
  const groups = finder.find({ resolution: group, seed });
  const featureOf = new Map(
    modules.flatMap(({ path }) =>
      folders
        .featuresOf(path)
        .slice(0, 1)
        .map((feature) => [path, feature] as const),
    ),
  );
  const byPath = (labels: Int32Array): Map<string, number> =>
    new Map(modules.map(({ path }, node) => [path, labels[node] as number]));
  return { communityOf: byPath(communities), groupOf: byPath(groups), featureOf };
}
