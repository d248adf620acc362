import type { PageDocument } from '../../../report/page/page-document.ts';
import type { Selection } from './map-state.ts';
import type { Scene } from './scene.ts';
import { contextOfNode, readSpot, type Spot } from './spot.ts';

/** Whether nodes are a spot or lie in it. */
function within(data: PageDocument, spot: Spot): (node: number) => boolean {
  const read = readSpot(data, spot);
  return 'node' in read ? (node) => node === read.node : (node) => contextOfNode(data, node) === read.context;
}

/** The ties from one spot to another, the heaviest first. */
export function tiesBetween(data: PageDocument, mask: number, from: Spot, to: Spot): number[] {
  const { ties } = data;
  const [isFrom, isTo] = [within(data, from), within(data, to)];
  const found: number[] = [];
  for (let tie = 0; tie < ties.from.length; tie += 1)
    if (((ties.kinds[tie] ?? 0) & mask) !== 0 && isFrom(ties.from[tie] ?? -1) && isTo(ties.to[tie] ?? -1))
      found.push(tie);
  return found.sort((a, b) => (ties.weight[b] ?? 0) - (ties.weight[a] ?? 0));
}

/** What of a scene stays bright while something is chosen. */
export interface Lit {
  readonly nodes: ReadonlySet<Spot>;
  /** Positions of edges. */
  readonly edges: ReadonlySet<number>;
}

/** What belongs to the selection: its nodes, its edges and what is at their other ends; null where nothing is chosen. */
export function litBy(data: PageDocument, scene: Scene, selection: Selection): Lit | null {
  if (selection === null) return null;
  const isIn = (spot: Spot) => {
    const isWithin = within(data, spot);
    return (other: Spot) => {
      const read = readSpot(data, other);
      return other === spot || ('node' in read && isWithin(read.node));
    };
  };
  const [one, other] = 'at' in selection ? [isIn(selection.at)] : [isIn(selection.from), isIn(selection.to)];
  const nodes = new Set(scene.nodes.map(({ spot }) => spot).filter((spot) => one(spot) || other?.(spot)));
  const edges = new Set<number>();
  scene.edges.forEach(({ a, b }, index) => {
    const isLit = other === undefined ? one(a) || one(b) : (one(a) && other(b)) || (one(b) && other(a));
    if (isLit) edges.add(index);
  });
  for (const index of edges) {
    const edge = scene.edges[index];
    if (edge !== undefined) nodes.add(edge.a).add(edge.b);
  }
  return { nodes, edges };
}
