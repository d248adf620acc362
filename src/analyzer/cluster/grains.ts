import type { Grain } from '../../model/analysis.ts';
import { agglomerate, foldSmall } from '../graph/agglomerate.ts';
import { createCommunityFinder } from '../graph/communities.ts';
import { type DisjointSets, splitDisconnected } from '../graph/components.ts';
import { contract } from '../graph/contract.ts';
import { type Ensemble, reweighByConsensus, runEnsembles } from '../graph/ensemble.ts';
import { modularity } from '../graph/modularity.ts';
import { communityCount, membersOf, type Partition } from '../graph/partition.ts';
import { createRandom } from '../graph/random.ts';
import { rewire } from '../graph/rewire.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Affinity } from './affinity.ts';
import { clusteringWeights as weights } from './weights.ts';

/** One way to cut the modules into contexts. */
interface Cut {
  /** Community of each module. */
  readonly partition: Partition;
  /** Per module: mean share of the runs, 0..1, in which it is together with another module of its community. */
  readonly confidence: Float64Array;
}

export interface Grains {
  readonly cuts: Readonly<Record<Grain, Cut>>;
  readonly resolution: number;
  /** Mean agreement of the perturbed runs, about 0..1. */
  readonly stability: number;
  /** The same for random graphs with the same degrees. */
  readonly randomStability: number;
}

/**
 * Cuts the affinity at three grains.
 *
 * 1. Many perturbed runs at every resolution; the smallest resolution that is about as stable as the best is taken.
 * 2. One run on the consensus of those runs gives the fine grain; every community connected, small ones folded.
 * 3. Merging its communities gives the balanced and the coarse grain.
 * 4. The same merging of every run gives the confidence.
 *
 * `together` names modules that must not be parted.
 */
export function findGrains(affinity: Affinity, together: DisjointSets): Grains {
  const { graph, expand } = contract(affinity.fused, together);
  const moduleNodes = new Set(
    Array.from({ length: affinity.moduleCount }, (_, module) => together.find(module)),
  ).size;
  const settle = (partition: Partition): Partition =>
    foldSmall(graph, splitDisconnected(graph, partition), minModules(affinity.moduleCount), moduleNodes);
  const ensemble = chooseResolution(runEnsembles(graph, weights.resolutions, weights.ensemble));
  const fine = settle(consensusOf(graph, ensemble));
  const counts = grainCounts(graph, fine, moduleNodes);
  const coarserThan = (partition: Partition): Partition[] => [
    partition,
    ...agglomerate(graph, partition, counts, moduleNodes),
  ];
  const modulesOnly = (partition: Partition): Partition => expand(partition).slice(0, affinity.moduleCount);
  const runs = ensemble.partitions.map((run) => coarserThan(settle(run)).map(modulesOnly));
  const [fineCut, balanced, coarse] = coarserThan(fine).map((partition, grain): Cut => {
    const modules = modulesOnly(partition);
    return {
      partition: modules,
      confidence: confidenceOf(
        modules,
        runs.map((run) => run[grain] as Partition),
      ),
    };
  }) as [Cut, Cut, Cut];
  return {
    cuts: { coarse, balanced, fine: fineCut },
    resolution: ensemble.resolution,
    stability: ensemble.stability,
    randomStability: stabilityOfRandom(graph, ensemble.resolution),
  };
}

/** In a handful of modules even one is a context. */
function minModules(modules: number): number {
  return Math.max(1, Math.min(weights.minContextModules, Math.floor(modules / 10)));
}

/**
 * The balanced count is the one of highest modularity within bounds that grow with the square root of the modules; the
 * coarse count is a share of it.
 */
function grainCounts(
  graph: WeightedGraph,
  fine: Partition,
  moduleNodes: number,
): [balanced: number, coarse: number] {
  const root = Math.sqrt(moduleNodes);
  const most = Math.min(communityCount(fine), Math.max(2, Math.round(root * weights.balancedPerRoot.most)));
  const least = Math.min(most, Math.max(1, Math.round(root * weights.balancedPerRoot.least)));
  const counts = Array.from({ length: most - least + 1 }, (_, index) => most - index);
  let balanced = most;
  let best = -Infinity;
  agglomerate(graph, fine, counts, moduleNodes).forEach((partition, index) => {
    const value = modularity(graph, partition);
    if (value > best + 1e-9) {
      best = value;
      balanced = counts[index] as number;
    }
  });
  return [balanced, Math.max(1, Math.round(balanced * weights.coarseShare))];
}

function chooseResolution(ensembles: readonly Ensemble[]): Ensemble {
  const best = Math.max(...ensembles.map(({ stability }) => stability));
  return ensembles.find(({ stability }) => stability >= best - weights.stabilityTolerance) as Ensemble;
}

function consensusOf(graph: WeightedGraph, { partitions, resolution }: Ensemble): Partition {
  const consensus = reweighByConsensus(graph, partitions, weights.consensusFloor);
  return createCommunityFinder(consensus).find({ resolution, seed: weights.ensemble.seed });
}

function confidenceOf(partition: Partition, runs: readonly Partition[]): Float64Array {
  const confidence = new Float64Array(partition.length);
  for (const members of membersOf(partition)) {
    for (const run of runs) {
      const times = new Map<number, number>();
      for (const member of members) {
        const label = run[member] as number;
        times.set(label, (times.get(label) ?? 0) + 1);
      }
      for (const member of members) {
        const others = members.length - 1;
        const share = others === 0 ? 1 : ((times.get(run[member] as number) as number) - 1) / others;
        confidence[member] = (confidence[member] as number) + share / runs.length;
      }
    }
  }
  return confidence;
}

function stabilityOfRandom(graph: WeightedGraph, resolution: number): number {
  const random = createRandom(weights.ensemble.seed);
  const { rewirings, runs } = weights.nullModel;
  let sum = 0;
  for (let index = 0; index < rewirings; index++) {
    const [ensemble] = runEnsembles(rewire(graph, random), [resolution], { ...weights.ensemble, runs });
    sum += (ensemble as Ensemble).stability / rewirings;
  }
  return sum;
}
