import type { Apart } from './apart.ts';
import { createCommunityFinder } from './communities.ts';
import { meanAgreement } from './agreement.ts';
import type { Partition } from './partition.ts';
import { createRandom, type Random } from './random.ts';
import type { WeightedGraph } from './weighted-graph.ts';

export interface Perturbation {
  readonly runs: number;
  /** Standard deviation of the logarithm of the factor on each weight. */
  readonly deviation: number;
  /** Share of edges left out of each run, 0..1. */
  readonly dropShare: number;
  readonly seed: number;
}

/** Many community runs over perturbed copies of one graph. */
export interface Ensemble {
  readonly resolution: number;
  readonly partitions: readonly Partition[];
  /** Mean agreement of the runs, about 0..1; see `meanAgreement`. */
  readonly stability: number;
}

/**
 * Runs the same perturbed copies of a graph at every resolution, so that resolutions compare on equal terms. Waits for
 * `afterRun` after each, which may show progress or stop everything by throwing.
 *
 * Source of the idea: B. Karrer, E. Levina, M. Newman, "Robustness of community structure in networks", 2008.
 */
export async function runEnsembles(
  graph: WeightedGraph,
  resolutions: readonly number[],
  perturbation: Perturbation,
  afterRun: () => Promise<void> = async () => undefined,
  apart: Apart = [],
): Promise<Ensemble[]> {
  const finder = createCommunityFinder(graph, apart);
  const random = createRandom(perturbation.seed);
  const copies = Array.from({ length: perturbation.runs }, (_, run) => ({
    seed: perturbation.seed + run,
    weights: perturb(graph.weights, perturbation, random),
  }));
  const ensembles: Ensemble[] = [];
  for (const resolution of resolutions) {
    const partitions: Partition[] = [];
    for (const copy of copies) {
      partitions.push(finder.find({ resolution, ...copy }));
      await afterRun();
    }
    ensembles.push({ resolution, partitions, stability: meanAgreement(partitions) });
  }
  return ensembles;
}

function perturb(
  weights: Float64Array,
  { deviation, dropShare }: Perturbation,
  random: Random,
): Float64Array {
  return weights.map((weight) => {
    const factor = Math.exp(deviation * random.normal());
    return random.next() < dropShare ? 0 : weight * factor;
  });
}

/** Share of the runs, 0..1, in which two nodes are in one community. */
export function togetherness(partitions: readonly Partition[], a: number, b: number): number {
  let together = 0;
  for (const partition of partitions) if (partition[a] === partition[b]) together++;
  return partitions.length === 0 ? 0 : together / partitions.length;
}

/**
 * The graph in which an edge counts by how often its ends stay together: `weight · (floor + (1 - floor) · share)`.
 *
 * Source: V. Poulin, F. Théberge, "Ensemble Clustering for Graphs", 2018.
 */
export function reweighByConsensus(
  graph: WeightedGraph,
  partitions: readonly Partition[],
  floor: number,
): WeightedGraph {
  const { sources, targets } = graph;
  return {
    ...graph,
    weights: graph.weights.map((weight, edge) => {
      const share = togetherness(partitions, sources[edge] as number, targets[edge] as number);
      return weight * (floor + (1 - floor) * share);
    }),
  };
}
