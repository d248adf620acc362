import { posix } from 'node:path';
import { sortedUnique } from '../../lib/ordered.ts';
import type { Dependency } from '../../model/analysis.ts';
import type { Facts } from '../facts.ts';
import { createGraphBuilder, forEachEdge, type WeightedGraph, totalWeight } from '../graph/weighted-graph.ts';
import type { DataTie } from './data-ties.ts';
import type { FeatureFolders } from './folders.ts';
import { isTechnicalName } from './lexicon.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { identifierDocuments } from './vocabulary/identifiers.ts';
import { similarDocuments } from './vocabulary/similarity.ts';
import { splitWords } from './vocabulary/words.ts';
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
  /** Before its weight: a total of the share of modules that changed together with another. */
  readonly coChange: WeightedGraph;
  readonly fused: WeightedGraph;
}

export function fuseAffinity(
  modules: readonly ClusterModule[],
  dependencies: readonly Dependency[],
  folders: FeatureFolders,
  history: CoChanges = { modules: [], coChanges: [] },
  calls: Calls = [],
  data: readonly DataTie[] = [],
): Affinity {
  const structure = scaled(
    sumOf([structuralGraph(modules, dependencies, calls), dataGraph(modules, data)]),
    weights.signals.structure,
  );
  const fileNames = scaled(fileNameGraph(modules), weights.signals.fileNames);
  const identifiers = scaled(
    similarityGraph(identifierDocuments(modules)),
    folders.layout === 'layers' ? weights.identifiersInLayers : weights.signals.identifiers,
  );
  const coChange = coChangeGraph(modules, history);
  const weighed = scaled(coChange, weights.signals.coChange * totalWeight(coChange));
  const folderGraph = scaled(
    graphOfFolders(modules, folders, sumOf([structure, fileNames, identifiers, weighed])),
    weights.signals.folders,
  );
  return {
    moduleCount: modules.length,
    structure,
    vocabulary: sumOf([fileNames, identifiers]),
    coChange,
    fused: sumOf([structure, fileNames, identifiers, weighed, folderGraph]),
  };
}

/**
 * Each dependency's strength divided by the number of modules that share its target: a hub binds nobody. One that was seen at
 * run time counts up to twice, by the logarithm of its calls.
 */
function structuralGraph(
  modules: readonly ClusterModule[],
  dependencies: readonly Dependency[],
  calls: Calls,
): WeightedGraph {
  const observed = new Map(calls.map(({ from, to, count }) => [`${from}\n${to}`, count]));
  const most = calls.reduce((highest, { count }) => Math.max(highest, count), 1);
  const nodes = new Map(modules.map(({ path }, node) => [path, node]));
  const inside = dependencies.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  const inDegree = new Map<string, number>();
  for (const { to } of inside) inDegree.set(to, (inDegree.get(to) ?? 0) + 1);
  const builder = createGraphBuilder(modules.length);
  for (const { from, to, kinds, confidence = 1 } of inside) {
    const use = 1 + Math.log1p(observed.get(`${from}\n${to}`) ?? 0) / Math.log1p(most);
    const strength = use * confidence * Math.max(...kinds.map((kind) => weights.kind[kind]));
    builder.add(nodes.get(from) as number, nodes.get(to) as number, strength / (inDegree.get(to) as number));
  }
  return builder.build();
}

function dataGraph(modules: readonly ClusterModule[], data: readonly DataTie[]): WeightedGraph {
  const nodes = new Map(modules.map(({ path }, node) => [path, node]));
  const builder = createGraphBuilder(modules.length);
  for (const { a, b, weight } of data) {
    const [left, right] = [nodes.get(a), nodes.get(b)];
    if (left !== undefined && right !== undefined) builder.add(left, right, weights.sharedData * weight);
  }
  return builder.build();
}

/** Calls that were observed at run time. */
type Calls = NonNullable<Facts['runtime']>['calls'];

/** How often modules changed, and together. */
export type CoChanges = Pick<Facts['history'], 'modules' | 'coChanges'>;

/**
 * The share of the commits to either of two modules that changed both; together as much as the share of modules that have such a
 * pair: a thin history is no evidence against what it does not mention.
 */
function coChangeGraph(
  modules: readonly ClusterModule[],
  { modules: changed, coChanges }: CoChanges,
): WeightedGraph {
  const nodes = new Map(modules.map(({ path }, node) => [path, node]));
  const commitsOf = new Map(changed.map(({ path, commits }) => [path, commits]));
  const builder = createGraphBuilder(modules.length);
  const paired = new Set<number>();
  for (const { a, b, commits } of coChanges) {
    const [left, right] = [nodes.get(a), nodes.get(b)];
    if (left === undefined || right === undefined) continue;
    const either = (commitsOf.get(a) ?? 0) + (commitsOf.get(b) ?? 0) - commits;
    builder.add(left, right, commits / Math.max(1, either));
    paired.add(left).add(right);
  }
  const coverage = modules.length === 0 ? 0 : paired.size / modules.length;
  return scaled(builder.build(), coverage);
}

/**
 * Modules with similar file names. Files of one name in layers of one name (`models/user.ts` of two applications) are each other's
 * doubles and not tied; where there are many, the name is a role (`extensions.ts` of each feature) and ties nothing at all.
 */
function fileNameGraph(modules: readonly ClusterModule[]): WeightedGraph {
  const places = modules.map(({ path }) => placeOf(path));
  const doubles = new Map<string, number>();
  for (const place of places) doubles.set(place, (doubles.get(place) ?? 0) + 1);
  const isRole = (place: string): boolean => (doubles.get(place) as number) >= weights.maxNamesakes;
  const documents = modules.map(
    ({ path }, module) =>
      new Map(isRole(places[module] as string) ? [] : fileNameStems(path).map((stem) => [stem, 1])),
  );
  return similarityGraph(documents, (a, b) => places[a] !== places[b]);
}

/** The words of a file's name and the layer it stands in; copies are often told apart by a number, which is no word. */
function placeOf(path: string): string {
  const layer = splitWords(posix.basename(posix.dirname(path)));
  return [isTechnicalName(layer) ? layer.join('-') : '', ...splitWords(posix.basename(path))].join(' ');
}

function similarityGraph(
  documents: readonly ReadonlyMap<string, number>[],
  isTied: (a: number, b: number) => boolean = () => true,
): WeightedGraph {
  const builder = createGraphBuilder(documents.length);
  for (const { a, b, cosine } of similarDocuments(documents, weights.vocabulary)) {
    if (isTied(a, b)) builder.add(a, b, cosine);
  }
  return builder.build();
}

/**
 * Modules tied to the nodes of the feature folders around them, as strongly as the other evidence says that the folder is a
 * feature and not a layer: by how much more of its members' weight stays inside than chance would keep there.
 */
function graphOfFolders(
  modules: readonly ClusterModule[],
  folders: FeatureFolders,
  evidence: WeightedGraph,
): WeightedGraph {
  const features = modules.map(({ path }) => folders.featuresOf(path));
  const trust = trustOf(features, evidence);
  const nodes = new Map([...trust.keys()].map((feature, index) => [feature, modules.length + index]));
  const builder = createGraphBuilder(modules.length + nodes.size);
  features.forEach((around, module) => {
    for (const feature of around) {
      builder.add(module, nodes.get(feature) as number, (trust.get(feature) as number) / around.length);
    }
  });
  return builder.build();
}

function trustOf(features: readonly (readonly string[])[], evidence: WeightedGraph): Map<string, number> {
  const inside = new Map<string, number>();
  const volume = new Map<string, number>();
  const add = (sums: Map<string, number>, feature: string, weight: number): void => {
    sums.set(feature, (sums.get(feature) ?? 0) + weight);
  };
  forEachEdge(evidence, (source, target, weight) => {
    const left = features[source] ?? [];
    const right = features[target] ?? [];
    for (const feature of left) {
      add(volume, feature, weight);
      if (right.includes(feature)) add(inside, feature, 2 * weight);
    }
    for (const feature of right) add(volume, feature, weight);
  });
  const all = 2 * totalWeight(evidence);
  const trust = new Map<string, number>();
  for (const feature of sortedUnique(features.flat())) {
    const own = volume.get(feature) ?? 0;
    const expected = all === 0 ? 1 : own / all;
    const kept = own === 0 ? 0 : (inside.get(feature) ?? 0) / own;
    trust.set(feature, expected >= 1 ? 0 : Math.max(0, (kept - expected) / (1 - expected)));
  }
  return trust;
}

function scaled(graph: WeightedGraph, total: number): WeightedGraph {
  const sum = totalWeight(graph);
  return sum === 0 ? graph : { ...graph, weights: graph.weights.map((weight) => (weight * total) / sum) };
}

function sumOf(graphs: readonly WeightedGraph[]): WeightedGraph {
  const builder = createGraphBuilder(Math.max(0, ...graphs.map(({ size }) => size)));
  for (const graph of graphs) forEachEdge(graph, (a, b, weight) => weight > 0 && builder.add(a, b, weight));
  return builder.build();
}
