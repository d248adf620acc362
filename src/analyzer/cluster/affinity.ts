import type { Dependency } from '../../model/analysis.ts';
import { createGraphBuilder, forEachEdge, type WeightedGraph, totalWeight } from '../graph/weighted-graph.ts';
import type { FeatureFolders } from './folders.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { businessStems } from './lexicon.ts';
import { similarDocuments } from './vocabulary/similarity.ts';
import { clusteringWeights as weights } from './weights.ts';

/** A module as clustering sees it. */
export interface ClusterModule {
  readonly path: string;
  readonly terms: ReadonlyMap<string, number>;
}

/**
 * How strongly modules belong together, by signal and fused.
 *
 * Nodes 0..modules-1 are the modules in the given order. Each feature folder is one more node that its modules are tied
 * to, which says "in one folder" with as many edges as modules. Every signal is scaled to its share in
 * `clusteringWeights.signals` of a total of 1 for `structure`.
 */
export interface Affinity {
  readonly moduleCount: number;
  readonly structure: WeightedGraph;
  readonly vocabulary: WeightedGraph;
  readonly fused: WeightedGraph;
}

export function fuseAffinity(
  modules: readonly ClusterModule[],
  dependencies: readonly Dependency[],
  folders: FeatureFolders,
): Affinity {
  const structure = scaled(structuralGraph(modules, dependencies), weights.signals.structure);
  const fileNames = scaled(fileNameGraph(modules), weights.signals.fileNames);
  const identifiers = scaled(identifierGraph(modules), weights.signals.identifiers);
  const folderGraph = scaled(graphOfFolders(modules, folders), weights.signals.folders);
  return {
    moduleCount: modules.length,
    structure,
    vocabulary: sumOf([fileNames, identifiers]),
    fused: sumOf([structure, fileNames, identifiers, folderGraph]),
  };
}

/** Each dependency's strength divided by the number of modules that share its target: a hub binds nobody. */
function structuralGraph(
  modules: readonly ClusterModule[],
  dependencies: readonly Dependency[],
): WeightedGraph {
  const nodes = new Map(modules.map(({ path }, node) => [path, node]));
  const inside = dependencies.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  const inDegree = new Map<string, number>();
  for (const { to } of inside) inDegree.set(to, (inDegree.get(to) ?? 0) + 1);
  const builder = createGraphBuilder(modules.length);
  for (const { from, to, kinds } of inside) {
    const strength = Math.max(...kinds.map((kind) => weights.kind[kind]));
    builder.add(nodes.get(from) as number, nodes.get(to) as number, strength / (inDegree.get(to) as number));
  }
  return builder.build();
}

function fileNameGraph(modules: readonly ClusterModule[]): WeightedGraph {
  return similarityGraph(modules.map(({ path }) => new Map(fileNameStems(path).map((term) => [term, 1]))));
}

function identifierGraph(modules: readonly ClusterModule[]): WeightedGraph {
  return similarityGraph(modules.map(({ terms }) => stemmed(terms)));
}

function stemmed(terms: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [term, count] of terms) {
    for (const each of businessStems([term])) counts.set(each, (counts.get(each) ?? 0) + count);
  }
  return counts;
}

function similarityGraph(documents: readonly ReadonlyMap<string, number>[]): WeightedGraph {
  const builder = createGraphBuilder(documents.length);
  const pairs = similarDocuments(documents, {
    neighbours: weights.neighbours,
    minSimilarity: weights.minSimilarity,
    maxTermShare: weights.maxTermShare,
    maxTermsPerDocument: weights.maxTermsPerModule,
  });
  for (const { a, b, cosine } of pairs) builder.add(a, b, cosine);
  return builder.build();
}

/** Modules tied to the node of their innermost feature folder, and folders to the one around them. */
function graphOfFolders(modules: readonly ClusterModule[], folders: FeatureFolders): WeightedGraph {
  const nodes = new Map<string, number>();
  const nodeOf = (feature: string): number => {
    let node = nodes.get(feature);
    if (node === undefined) nodes.set(feature, (node = modules.length + nodes.size));
    return node;
  };
  const ties = modules.flatMap(({ path }, module) => {
    const features = folders.featuresOf(path);
    return features.map((feature, depth): [number, number] => [
      nodeOf(feature),
      depth === features.length - 1 ? module : nodeOf(features[depth + 1] as string),
    ]);
  });
  const builder = createGraphBuilder(modules.length + nodes.size);
  for (const [folder, member] of ties) if (member < modules.length) builder.add(folder, member, 1);
  const distinct = new Set(ties.filter(([, member]) => member >= modules.length).map((tie) => tie.join()));
  for (const tie of distinct) {
    const [outer, inner] = tie.split(',').map(Number);
    builder.add(outer as number, inner as number, 1);
  }
  return builder.build();
}

function scaled(graph: WeightedGraph, total: number): WeightedGraph {
  const sum = totalWeight(graph);
  return sum === 0 ? graph : { ...graph, weights: graph.weights.map((weight) => (weight * total) / sum) };
}

function sumOf(graphs: readonly WeightedGraph[]): WeightedGraph {
  const builder = createGraphBuilder(Math.max(0, ...graphs.map(({ size }) => size)));
  for (const graph of graphs) forEachEdge(graph, (a, b, weight) => builder.add(a, b, weight));
  return builder.build();
}
