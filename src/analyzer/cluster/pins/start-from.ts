import type { Apart } from '../../graph/apart.ts';
import type { Start } from '../../graph/settle.ts';

/** What a search with pins starts from: the communities without them, and who is to be in which named context. */
export interface Beginning {
  /** Paths of the modules in the order of their nodes. */
  readonly paths: readonly string[];
  /** Community of each module without pins. */
  readonly communityOf: ReadonlyMap<string, number>;
  /** For each named context the nodes of the modules that are pinned to it, and the paths that it is made of without pins. */
  readonly named: readonly { readonly nodes: readonly number[]; readonly heart: readonly string[] }[];
  /** Nodes of the graph that stay in their community. */
  readonly staying: ReadonlySet<number>;
}

/**
 * The start in a graph where modules that stay together are one node (`nodeOf`), which may have more nodes than modules stand for.
 *
 * Pinned modules begin in the community that their context is mostly made of, in a new one where it is not there yet; groups
 * where most of them were.
 */
export function startFrom(
  { paths, communityOf, named, staying }: Beginning,
  nodeOf: (module: number) => number,
  size: number,
  apart: Apart,
): Start {
  const labels = new Int32Array(size).fill(-1);
  const restless = new Set<number>();
  const votes = new Map<number, number[]>();
  paths.forEach((path, module) => {
    const node = nodeOf(module);
    const label = communityOf.get(path);
    if (label === undefined) restless.add(node);
    else votes.set(node, [...(votes.get(node) ?? []), label]);
  });
  let free = Math.max(-1, ...communityOf.values()) + 1;
  for (const [node, cast] of votes) {
    labels[node] = mostFrequent(cast) as number;
    if (cast.some((label) => label !== labels[node])) restless.add(node);
  }
  for (const node of restless) if (labels[node] === -1) labels[node] = free++;
  const fixed = new Set([...staying, ...apart.flatMap((sides) => [...sides.keys()])]);
  for (const { nodes, heart } of named) {
    const home = mostFrequent(heart.flatMap((path) => communityOf.get(path) ?? [])) ?? free++;
    for (const node of new Set(nodes.map(nodeOf))) {
      fixed.add(node);
      if (labels[node] !== home) restless.add(node);
      labels[node] = home;
    }
  }
  return { labels, fixed, restless, apart };
}

function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | undefined;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b))
    if (best === undefined || count > (counts.get(best) as number)) best = value;
  return best;
}
