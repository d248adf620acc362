import type { Grain } from '../../model/analysis.ts';
import { createCommunityFinder } from '../graph/communities.ts';
import { type DisjointSets, splitDisconnected } from '../graph/components.ts';
import { contract } from '../graph/contract.ts';
import { type Ensemble, reweighByConsensus, runEnsembles } from '../graph/ensemble.ts';
import { foldSmall } from '../graph/fold-small.ts';
import { membersOf, type Partition } from '../graph/partition.ts';
import { createRandom } from '../graph/random.ts';
import { rewire } from '../graph/rewire.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Affinity } from './affinity.ts';
import { clusteringWeights as weights } from './weights.ts';

/** One way to cut the modules into contexts. */
export interface Cut {
  /** Community of each module. */
  readonly partition: Partition;
  /** Per module: mean share of the runs, 0..1, in which it is together with another module of its community. */
  readonly confidence: Float64Array;
  readonly resolution: number;
  /** Mean agreement of the perturbed runs, about 0..1. */
  readonly stability: number;
}

export interface Grains {
  readonly cuts: Readonly<Record<Grain, Cut>>;
  /** Stability of random graphs with the same degrees at the resolution of the recommended cut. */
  readonly randomStability: number;
}

/** Called after each of `total` community runs, in order; stops the work by throwing. */
export type Checkpoint = (done: number, total: number) => Promise<void>;

/**
 * Cuts the affinity at three grains.
 *
 * 1. Many perturbed runs at every resolution; each grain takes the smallest resolution of its range that is about as stable as
 *    the best.
 * 2. One run on the consensus of those runs gives the communities; every one connected, small ones folded.
 * 3. The agreement of the runs about the modules of a community is the confidence.
 *
 * `together` names modules that must not be parted. O(runs · edges) time.
 */
export async function findGrains(
  affinity: Affinity,
  together: DisjointSets,
  recommended: Grain,
  checkpoint: Checkpoint,
): Promise<Grains> {
  const { graph, expand } = contract(affinity.fused, together);
  const modulesOnly = (partition: Partition): Partition => expand(partition).slice(0, affinity.moduleCount);
  const moduleNodes = new Set(modulesOnly(Int32Array.from({ length: graph.size }, (_, node) => node))).size;
  const perturbation = { ...weights.ensemble, runs: affordableRuns(graph) };
  const afterRun = countRuns(perturbation.runs, checkpoint);
  const cut = async (grain: Grain): Promise<Cut> => {
    const ensembles = await runEnsembles(graph, weights.resolutions[grain], perturbation, afterRun);
    const { partitions, resolution, stability } = mostStable(ensembles);
    const consensus = reweighByConsensus(graph, partitions, weights.consensusFloor);
    const found = createCommunityFinder(consensus).find({ resolution, seed: perturbation.seed });
    const connected = splitDisconnected(graph, found);
    const partition = modulesOnly(foldSmall(graph, connected, minModules(affinity.moduleCount), moduleNodes));
    return {
      partition,
      confidence: confidenceOf(partition, partitions.map(modulesOnly)),
      resolution,
      stability,
    };
  };
  const cuts = { coarse: await cut('coarse'), balanced: await cut('balanced'), fine: await cut('fine') };
  const { resolution } = cuts[recommended];
  return { cuts, randomStability: await stabilityOfRandom(graph, resolution, afterRun) };
}

function countRuns(runs: number, checkpoint: Checkpoint): () => Promise<void> {
  const { rewirings, runs: randomRuns } = weights.nullModel;
  const resolutions = Object.values(weights.resolutions).reduce((sum, { length }) => sum + length, 0);
  const total = runs * resolutions + rewirings * randomRuns;
  let done = 0;
  return () => checkpoint(++done, total);
}

/** A large graph says the same with fewer runs: each of its many communities is a sample of its own. */
function affordableRuns({ weights: edges }: WeightedGraph): number {
  const { runs, minRuns, edgesForAllRuns } = weights.ensemble;
  return Math.max(minRuns, Math.min(runs, Math.round((runs * edgesForAllRuns) / edges.length)));
}

/** The smallest community: in a handful of modules even one is a context. */
export function minModules(modules: number): number {
  return Math.max(1, Math.min(weights.minContextModules, Math.floor(modules / 10)));
}

function mostStable(ensembles: readonly Ensemble[]): Ensemble {
  const best = Math.max(...ensembles.map(({ stability }) => stability));
  return ensembles.find(({ stability }) => stability >= best - weights.stabilityTolerance) as Ensemble;
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

async function stabilityOfRandom(
  graph: WeightedGraph,
  resolution: number,
  afterRun: () => Promise<void>,
): Promise<number> {
  const random = createRandom(weights.ensemble.seed);
  const { rewirings, runs } = weights.nullModel;
  let sum = 0;
  for (let index = 0; index < rewirings; index++) {
    const rewired = rewire(graph, random);
    const [ensemble] = await runEnsembles(rewired, [resolution], { ...weights.ensemble, runs }, afterRun);
    sum += (ensemble as Ensemble).stability / rewirings;
  }
  return sum;
}
