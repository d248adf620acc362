import { describe, expect, it } from 'vitest';
import { foldSmall } from '../../../../src/analyzer/graph/fold-small.ts';
import { createCommunityFinder } from '../../../../src/analyzer/graph/communities.ts';
import { reweighByConsensus, runEnsembles, togetherness } from '../../../../src/analyzer/graph/ensemble.ts';
import { modularity } from '../../../../src/analyzer/graph/modularity.ts';
import { canonical } from '../../../../src/analyzer/graph/partition.ts';
import { createRandom } from '../../../../src/analyzer/graph/random.ts';
import { rewire } from '../../../../src/analyzer/graph/rewire.ts';
import {
  createGraphBuilder,
  totalWeight,
  type WeightedGraph,
} from '../../../../src/analyzer/graph/weighted-graph.ts';

/** Groups of nodes with dense ties inside, and a weak tie from each group to the next. */
function clusteredGraph(groups: number, groupSize: number, seed = 1): WeightedGraph {
  const random = createRandom(seed);
  const builder = createGraphBuilder(groups * groupSize);
  for (let group = 0; group < groups; group++) {
    const first = group * groupSize;
    for (let a = first; a < first + groupSize; a++) {
      for (let b = a + 1; b < first + groupSize; b++) if (random.next() < 0.8) builder.add(a, b, 1);
    }
    if (group > 0) builder.add(first, first - 1, 0.5);
  }
  return builder.build();
}

const groupsOf = (groups: number, groupSize: number): number[] =>
  Array.from({ length: groups * groupSize }, (_, node) => Math.floor(node / groupSize));

const perturbation = { runs: 8, deviation: 0.3, dropShare: 0.1, seed: 5 };

/** Modularity from its definition over all pairs of nodes. */
function modularityByDefinition(graph: WeightedGraph, partition: Int32Array): number {
  const weight = new Map<string, number>();
  const degree = new Float64Array(graph.size);
  graph.weights.forEach((each, edge) => {
    const [a, b] = [graph.sources[edge] as number, graph.targets[edge] as number];
    weight.set(`${a},${b}`, each).set(`${b},${a}`, each);
    degree[a] = (degree[a] as number) + each;
    degree[b] = (degree[b] as number) + each;
  });
  const m2 = 2 * totalWeight(graph);
  let sum = 0;
  for (let a = 0; a < graph.size; a++) {
    for (let b = 0; b < graph.size; b++) {
      if (partition[a] !== partition[b]) continue;
      sum += (weight.get(`${a},${b}`) ?? 0) - ((degree[a] as number) * (degree[b] as number)) / m2;
    }
  }
  return sum / m2;
}

describe('communities', () => {
  it('are the groups of a graph that has some', () => {
    const found = createCommunityFinder(clusteredGraph(4, 8)).find({ resolution: 1, seed: 1 });
    expect([...found]).toEqual(groupsOf(4, 8));
  });

  it('are the same for the same seed', () => {
    const graph = rewire(clusteredGraph(5, 10), createRandom(3));
    const [first, second] = [1, 2].map(() => createCommunityFinder(graph).find({ resolution: 2, seed: 9 }));
    expect(first).toEqual(second);
  });

  it('are all alone in a graph without edges', () => {
    expect([
      ...createCommunityFinder(createGraphBuilder(3).build()).find({ resolution: 1, seed: 1 }),
    ]).toEqual([0, 1, 2]);
  });
});

it('modularity is what its definition over all pairs says', () => {
  const graph = clusteredGraph(3, 6, 4);
  const random = createRandom(8);
  for (let trial = 0; trial < 5; trial++) {
    const partition = canonical(Array.from({ length: graph.size }, () => random.below(4)));
    expect(modularity(graph, partition)).toBeCloseTo(modularityByDefinition(graph, partition), 10);
  }
});

describe('an ensemble', () => {
  it('is stable where there is structure and less so where only the degrees are left', async () => {
    const graph = clusteredGraph(6, 8);
    const [real] = await runEnsembles(graph, [1], perturbation);
    const [random] = await runEnsembles(rewire(graph, createRandom(2)), [1], perturbation);
    expect(real?.stability).toBeGreaterThan(0.95);
    expect(random?.stability).toBeLessThan((real?.stability ?? 0) - 0.3);
  });

  it('gives weight to edges whose ends stay together and takes it from the others', async () => {
    const graph = clusteredGraph(2, 6);
    const [ensemble] = await runEnsembles(graph, [1], perturbation);
    const partitions = ensemble?.partitions ?? [];
    const consensus = reweighByConsensus(graph, partitions, 0.05);
    graph.weights.forEach((weight, edge) => {
      const share = togetherness(partitions, graph.sources[edge] as number, graph.targets[edge] as number);
      expect(consensus.weights[edge]).toBeCloseTo(weight * (0.05 + 0.95 * share));
    });
  });
});

describe('a rewired graph', () => {
  it('keeps the number of edges of every node and the weights, without loops or parallels', () => {
    const graph = clusteredGraph(4, 7);
    const other = rewire(graph, createRandom(1));
    const degrees = ({ sources, targets }: WeightedGraph): number[] => {
      const counts = Array.from({ length: graph.size }, () => 0);
      for (const node of [...sources, ...targets]) (counts[node] as number)++;
      return counts;
    };
    expect(degrees(other)).toEqual(degrees(graph));
    expect(other.weights.toSorted()).toEqual(graph.weights.toSorted());
    expect(other.sources).not.toEqual(graph.sources);
  });
});

describe('folding', () => {
  const graph = (() => {
    const builder = createGraphBuilder(8);
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [3, 4],
      [4, 5],
    ] as const)
      builder.add(a, b, 3);
    builder.add(6, 2, 1);
    builder.add(6, 3, 2);
    return builder.build();
  })();
  const partition = Int32Array.from([0, 0, 0, 1, 1, 1, 2, 3]);

  it('merges what is too small into its closest neighbour and leaves what has none', () => {
    expect([...foldSmall(graph, partition, 3, 8)]).toEqual([0, 0, 0, 1, 1, 1, 1, 2]);
  });

  it('does not count nodes that are not members', () => {
    const [first, ...rest] = foldSmall(graph, partition, 3, 4);
    expect(rest.slice(2, 6)).toEqual([first, first, first, first]);
  });
});

it('keeps the ties of the last node where the edges have as many ends as a byte has values', () => {
  const builder = createGraphBuilder(32);
  for (let a = 0; a < 31; a++)
    for (let b = a + 1; b < 31; b++) if (Math.floor(a / 8) === Math.floor(b / 8)) builder.add(a, b, 1);
  for (let node = 0; node < 21; node++) builder.add(node, node + 8, 0.01);
  builder.add(30, 31, 0.4);
  builder.add(0, 31, 0.2);
  const graph = builder.build();
  expect(graph.weights).toHaveLength(128);
  const found = createCommunityFinder(graph).find({ resolution: 1, seed: 1 });
  expect(found).toEqual(canonical(groupsOf(4, 8)));
});
