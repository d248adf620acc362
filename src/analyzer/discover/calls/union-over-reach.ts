/** One node on the way from the start: its place in the order of discovery, and the earliest open one that it leads back to. */
interface Step<Node> {
  readonly node: Node;
  readonly order: number;
  readonly next: Iterator<Node>;
  lowest: number;
  bits: number;
}

/**
 * For each node the union of what is found at every node that it reaches, itself included, as bits.
 *
 * Nodes that reach each other have one answer (strongly connected components, Tarjan 1972), which is kept: all questions
 * together are linear in nodes and edges.
 */
export function unionOverReach<Node>(
  nextOf: (node: Node) => Iterable<Node>,
  bitsOf: (node: Node) => number,
): (start: Node) => number {
  const settled = new Map<Node, number>();
  const settle = (start: Node): number => {
    const open = new Map<Node, number>();
    const component: Node[] = [];
    const path: Step<Node>[] = [];
    const enter = (node: Node) => {
      const order = open.size;
      open.set(node, order);
      component.push(node);
      path.push({ node, order, next: nextOf(node)[Symbol.iterator](), lowest: order, bits: bitsOf(node) });
    };
    enter(start);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { done, value } = step.next.next();
      if (!done) {
        const known = settled.get(value);
        const order = open.get(value);
        if (known !== undefined) step.bits |= known;
        else if (order === undefined) enter(value);
        else step.lowest = Math.min(step.lowest, order);
        continue;
      }
      path.pop();
      if (step.lowest === step.order) {
        for (let node = component.pop(); node !== undefined; node = component.pop()) {
          settled.set(node, step.bits);
          if (node === step.node) break;
        }
      }
      const above = path.at(-1);
      if (above) {
        above.bits |= step.bits;
        if (step.lowest < step.order) above.lowest = Math.min(above.lowest, step.lowest);
      }
    }
    return settled.get(start) ?? 0;
  };
  return (start) => settled.get(start) ?? settle(start);
}
