import { UndirectedGraph } from 'graphology';
import { forceAtlas } from './force-atlas-interop.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What pulls two nodes together, by their numbers. */
export interface Pull {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/** Turn between one point and the next that spreads any number of them evenly. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));
/** From so many nodes on forces of far groups are taken together; below that is slower and no better. */
const approximateFrom = 400;

/**
 * Places nodes so that what is tied lies close: ForceAtlas2 from a fixed start, without randomness.
 *
 * Pulls between the same nodes add up. O(rounds × n log n), O(rounds × n²) below 400 nodes.
 * Source: Jacomy et al., "ForceAtlas2, a continuous graph layout algorithm", 2014.
 */
export function layOut(count: number, pulls: Iterable<Pull>): Point[] {
  const start = Array.from({ length: count }, (_, index) => onSpiral(index));
  if (count < 3) return start;
  const graph = new UndirectedGraph();
  start.forEach((point, index) => graph.addNode(index, point));
  for (const { a, b, weight } of pulls) {
    if (a === b) continue;
    graph.updateEdge(a, b, (before) => ({ weight: Number(before['weight'] ?? 0) + weight }));
  }
  graph.updateEachEdgeAttributes((_, { weight }) => ({ weight: Math.log2(1 + Number(weight)) }));
  const placed = forceAtlas(graph, {
    iterations: count < approximateFrom ? 200 : 80,
    settings: {
      barnesHutOptimize: count >= approximateFrom,
      barnesHutTheta: 0.8,
      strongGravityMode: true,
      gravity: 0.05,
      scalingRatio: 10,
      slowDown: 1 + Math.log(count),
      linLogMode: false,
    },
  });
  return start.map((point, index) => placed[index] ?? point);
}

function onSpiral(index: number): Point {
  const [radius, angle] = [10 * Math.sqrt(index + 0.5), index * goldenAngle];
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}
