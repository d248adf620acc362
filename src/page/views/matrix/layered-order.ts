import { cyclesOf } from '../../../lib/cycles.ts';

/** A directed edge between the nodes 0..size-1: `from` uses `to`, so many times. */
export interface Use {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

export interface LayeredOrder {
  /** Every node once: users before what they use, wherever no cycle forbids it. */
  readonly order: readonly number[];
  /** For each node the position of its cycle in `cycles`; -1 for a node on none. */
  readonly cycleOf: readonly number[];
  /** The nodes of each cycle, in the order of `order`. */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * The order in which a matrix of uses is a triangle as far as it can be: strongly connected components by layers (a layer uses only
 * later ones), nodes of a layer as given; inside a component the order that leaves little weight against it: a greedy one, then each node moved to where it is best. What still
 * points back is on a cycle. O(nodes + edges) beside components, O(nodes²) inside one.
 *
 * Sources: R. E. Tarjan, "Depth-First Search and Linear Graph Algorithms", 1972; P. Eades, X. Lin and W. F. Smyth, "A Fast and
 * Effective Heuristic for the Feedback Arc Set Problem", 1993, here with weights.
 */
export function layeredOrder(size: number, uses: readonly Use[]): LayeredOrder {
  const real = uses.filter(({ from, to }) => from !== to);
  const successors: number[][] = Array.from({ length: size }, () => []);
  for (const { from, to } of real) successors[from]?.push(to);
  const componentOf = Array.from({ length: size }, (_, node) => node);
  const found = cyclesOf(successors);
  for (const nodes of found) for (const node of nodes) componentOf[node] = nodes[0] as number;
  const layers = layersOf(componentOf, successors);
  const inside = new Map(found.map((nodes) => [nodes[0] as number, orderOfCycle(nodes, real, componentOf)]));
  const components = [...new Set(componentOf)].sort(
    (a, b) => (layers[a] as number) - (layers[b] as number) || a - b,
  );
  const cycles = components.flatMap((component) => {
    const nodes = inside.get(component);
    return nodes ? [nodes] : [];
  });
  const cycleOf = Array.from({ length: size }, () => -1);
  for (const [cycle, nodes] of cycles.entries()) for (const node of nodes) cycleOf[node] = cycle;
  return { order: components.flatMap((component) => inside.get(component) ?? [component]), cycleOf, cycles };
}

/** For each component, named by its first node, the longest way to it from a component that nothing uses. */
function layersOf(componentOf: readonly number[], successors: readonly (readonly number[])[]): number[] {
  const layers = componentOf.map(() => 0);
  const open = componentOf.map(() => 0);
  const next: number[][] = componentOf.map(() => []);
  for (const [node, others] of successors.entries()) {
    const own = componentOf[node] as number;
    for (const other of others) {
      const used = componentOf[other] as number;
      if (used === own) continue;
      next[own]?.push(used);
      open[used] = (open[used] as number) + 1;
    }
  }
  const ready = componentOf.flatMap((component, node) =>
    component === node && open[node] === 0 ? [node] : [],
  );
  for (let own = ready.pop(); own !== undefined; own = ready.pop()) {
    for (const used of next[own] as number[]) {
      layers[used] = Math.max(layers[used] as number, (layers[own] as number) + 1);
      open[used] = (open[used] as number) - 1;
      if (open[used] === 0) ready.push(used);
    }
  }
  return layers;
}

/** The nodes of one cycle so that little weight points back: what is only used goes last, what only uses first, else the greediest user. */
function orderOfCycle(
  nodes: readonly number[],
  uses: readonly Use[],
  componentOf: readonly number[],
): number[] {
  const component = nodes[0] as number;
  const own = uses.filter(({ from, to }) => componentOf[from] === component && componentOf[to] === component);
  const out = new Map(nodes.map((node) => [node, new Map<number, number>()]));
  const into = new Map(nodes.map((node) => [node, new Map<number, number>()]));
  for (const { from, to, weight } of own) {
    add(out.get(from), to, weight);
    add(into.get(to), from, weight);
  }
  const balance = new Map(nodes.map((node) => [node, total(out.get(node)) - total(into.get(node))]));
  const left = new Set(nodes);
  const first: number[] = [];
  const last: number[] = [];
  while (left.size > 0) {
    const node = nextOf();
    left.delete(node);
    (out.get(node)?.size === 0 ? last : first).push(node);
    for (const [other, weight] of out.get(node) ?? []) {
      into.get(other)?.delete(node);
      add(balance, other, weight);
    }
    for (const [other, weight] of into.get(node) ?? []) {
      out.get(other)?.delete(node);
      add(balance, other, -weight);
    }
  }
  return sifted([...first, ...last.reverse()], own);

  function nextOf(): number {
    let best = -1;
    for (const node of left) {
      if (out.get(node)?.size === 0 || into.get(node)?.size === 0) return node;
      if (best === -1 || (balance.get(node) as number) > (balance.get(best) as number)) best = node;
    }
    return best;
  }
}

/** So often every node is looked at again; few orders still get better after that. */
const maxRounds = 8;

/** Moves one node after the other to where the least weight points back, until none can move. */
function sifted(order: readonly number[], uses: readonly Use[]): number[] {
  const ties = new Map(order.map((node) => [node, new Map<number, number>()]));
  for (const { from, to, weight } of uses) {
    // What `from` gains by standing before `to`, and `to` by standing after `from`.
    add(ties.get(from), to, weight);
    add(ties.get(to), from, -weight);
  }
  const result = [...order];
  for (let round = 0, hasMoved = true; hasMoved && round < maxRounds; round++) {
    hasMoved = false;
    for (const node of order) {
      const at = result.indexOf(node);
      const best = bestPlace(result, at, ties.get(node) ?? new Map());
      if (best === at) continue;
      result.splice(at, 1);
      result.splice(best, 0, node);
      hasMoved = true;
    }
  }
  return result;
}

/** Where a node stands best among the others; `gains` is the weight that each of them gives for standing after it. */
function bestPlace(order: readonly number[], at: number, gains: ReadonlyMap<number, number>): number {
  let [best, bestGain] = [at, 0];
  for (let place = at - 1, gain = 0; place >= 0; place--) {
    gain += gains.get(order[place] as number) ?? 0;
    if (gain > bestGain) [best, bestGain] = [place, gain];
  }
  for (let place = at + 1, gain = 0; place < order.length; place++) {
    gain -= gains.get(order[place] as number) ?? 0;
    if (gain > bestGain) [best, bestGain] = [place, gain];
  }
  return best;
}

function add(sums: Map<number, number> | undefined, key: number, weight: number): void {
  sums?.set(key, (sums.get(key) ?? 0) + weight);
}

function total(sums: ReadonlyMap<number, number> | undefined): number {
  let sum = 0;
  for (const weight of sums?.values() ?? []) sum += weight;
  return sum;
}
