import { type Grain, grains } from '../../model/analysis.ts';
import { createCommunityFinder } from '../graph/communities.ts';
import { splitDisconnected } from '../graph/components.ts';
import { contract } from '../graph/contract.ts';
import { type Ensemble, reweighByConsensus, runEnsembles } from '../graph/ensemble.ts';
import { foldSmall } from '../graph/fold-small.ts';
import { membersOf, type Partition } from '../graph/partition.ts';
import { type Border, bordersOf, type Placement, placementOf } from '../graph/placement.ts';
import { createRandom } from '../graph/random.ts';
import { rewire } from '../graph/rewire.ts';
import { settleFrom } from '../graph/settle.ts';
import type { WeightedGraph } from '../graph/weighted-graph.ts';
import type { Affinity } from './affinity.ts';
import type { Kept } from './pins/constrain.ts';
import { startFrom } from './pins/start-from.ts';
import { clusteringWeights as weights } from './weights.ts';

/** One way to cut the modules into contexts. */
export interface Cut {
  /** Community of each module. */
  readonly partition: Partition;
  /** What the runs say about the place of each module. */
  readonly placement: Placement;
  readonly borders: readonly Border[];
  readonly resolution: number;
  /** Mean agreement of the perturbed runs, about 0..1. */
  readonly stability: number;
}

export interface Grains {
  readonly cuts: Readonly<Record<Grain, Cut>>;
  readonly recommended: Grain;
  /** Stability of random graphs with the same degrees, as fine as the balanced cut: coarser ones are one part, on which all runs agree. */
  readonly randomStability: number;
}

/** What every cut keeps, by module node, and what it starts from. */
export interface Constraints extends Kept {
  /** The cuts without pins, where these are known: as fine, and changed as little as the pins ask for. */
  readonly before: Readonly<Record<Grain, Before>> | undefined;
  /** Paths of the modules in the order of their nodes. */
  readonly paths: readonly string[];
  /** Paths that a named context is made of without pins, by its id. */
  readonly hearts: ReadonlyMap<string, readonly string[]>;
  /** How fine the recommended grain is, where it is not to be chosen by stability. */
  readonly resolution?: number | undefined;
  /** The grain to recommend, where it is known; else the one that fits the business and the runs; balanced of few modules. */
  readonly recommended: Grain | undefined;
  /** How many entities the modules keep. */
  readonly entities: number;
  /** Only the recommended grain is asked for: the others repeat it, and nothing is compared with chance. */
  readonly isQuick: boolean;
  /** Where the randomness of the runs starts; that of the weights when absent. */
  readonly seed?: number | undefined;
}

/** A cut without pins. */
export interface Before {
  readonly resolution: number;
  /** Community of each module by path. */
  readonly communityOf: ReadonlyMap<string, number>;
}

/** Called after each of `total` community runs, in order; stops the work by throwing. */
export type Checkpoint = (done: number, total: number) => Promise<void>;

/**
 * Cuts the affinity at three grains.
 *
 * 1. Many perturbed runs at every resolution; each grain takes the smallest resolution of its range that is about as stable as
 *    the best.
 * 2. One run on the consensus of those runs gives the communities; every one connected, small ones folded. With pins they are
 *    those without, changed as far as the pins and the neighbours of what they move ask for.
 * 3. The agreement of the runs about the modules of a community is the confidence.
 *
 * Every run keeps the `constraints`. O(runs · edges) time.
 */
export async function findGrains(
  affinity: Affinity,
  constraints: Constraints,
  checkpoint: Checkpoint,
): Promise<Grains> {
  const { before, hearts, paths, isQuick, recommended: known = 'balanced' } = constraints;
  const { graph, expand, nodeOf } = contract(affinity.fused, constraints.together);
  const apart = constraints.apart.map(
    (sides) => new Map([...sides].map(([module, side]) => [nodeOf(module), side])),
  );
  const named = [...constraints.pinned].map(([id, nodes]) => ({ nodes, heart: hearts.get(id) ?? [] }));
  const start = { paths, named, staying: new Set([...constraints.staying].map(nodeOf)) };
  const kept = new Set([...start.staying, ...named.flatMap(({ nodes }) => nodes.map(nodeOf))]);
  const modulesOnly = (partition: Partition): Partition => expand(partition).slice(0, affinity.moduleCount);
  const moduleNodes = new Set(modulesOnly(Int32Array.from({ length: graph.size }, (_, node) => node))).size;
  const resolutionsOf = choicesOf(constraints, known, moduleNodes);
  const { seed = weights.ensemble.seed } = constraints;
  const perturbation = { ...weights.ensemble, runs: affordableRuns(graph), seed };
  const wanted: readonly Grain[] = isQuick ? [known] : grains;
  const resolutions = wanted.reduce((sum, grain) => sum + resolutionsOf(grain).length, 0);
  const afterRun = countRuns(perturbation.runs * resolutions, isQuick, checkpoint);
  const cut = async (grain: Grain): Promise<Cut> => {
    const ensembles = await runEnsembles(graph, resolutionsOf(grain), perturbation, afterRun, apart);
    const { partitions, resolution, stability } = mostStable(ensembles);
    const consensus = reweighByConsensus(graph, partitions, weights.consensusFloor);
    const connected =
      before === undefined
        ? splitDisconnected(
            graph,
            createCommunityFinder(consensus, apart).find({ resolution, seed: perturbation.seed }),
          )
        : settleFrom(
            consensus,
            resolution,
            startFrom({ ...start, communityOf: before[grain].communityOf }, nodeOf, graph.size, apart),
          );
    const least = minModules(affinity.moduleCount);
    const partition = modulesOnly(foldSmall(graph, connected, least, moduleNodes, { apart, kept }));
    const runs = partitions.map(modulesOnly);
    return {
      partition,
      placement: placementOf(partition, runs),
      borders: bordersOf(affinity.fused, partition, runs),
      resolution,
      stability,
    };
  };
  if (isQuick) {
    const only = await cut(known);
    return { cuts: { coarse: only, balanced: only, fine: only }, recommended: known, randomStability: 0 };
  }
  const cuts = { coarse: await cut('coarse'), balanced: await cut('balanced'), fine: await cut('fine') };
  const isSmall = moduleNodes < weights.smallGraph.modules;
  const recommended = constraints.recommended ?? (isSmall ? known : fitting(cuts, constraints.entities));
  const randomStability = await stabilityOfRandom(graph, cuts.balanced.resolution, afterRun);
  return { cuts, recommended, randomStability };
}

/** Balanced, unless the runs agree more on the few coarse contexts and these are small enough for a team to know their data. */
function fitting({ coarse, balanced }: Grains['cuts'], entities: number): Grain {
  const least = minModules(coarse.partition.length);
  const contexts = membersOf(coarse.partition).filter((members) => members.length >= least).length;
  const isLarge = entities > weights.maxEntitiesOfContext * contexts;
  const isSurer = coarse.stability > balanced.stability + weights.stabilityTolerance;
  return isSurer && !isLarge ? 'coarse' : 'balanced';
}

/** The resolutions that each grain chooses from. */
function choicesOf(
  { before, resolution: asked }: Pick<Constraints, 'before' | 'resolution'>,
  recommended: Grain,
  moduleNodes: number,
): (grain: Grain) => readonly number[] {
  const { smallGraph } = weights;
  const { resolutions } = moduleNodes < smallGraph.modules ? smallGraph : weights;
  return (grain) => {
    if (before) return [before[grain].resolution];
    return asked !== undefined && grain === recommended ? [asked] : resolutions[grain];
  };
}

function countRuns(realRuns: number, isQuick: boolean, checkpoint: Checkpoint): () => Promise<void> {
  const { rewirings, runs: randomRuns } = weights.nullModel;
  const total = realRuns + (isQuick ? 0 : rewirings * randomRuns);
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
