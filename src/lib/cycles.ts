/**
 * Strongly connected components with at least two nodes, i.e. the nodes of cycles; each sorted, in order of their first
 * node. `successors[node]` are the nodes that it points to. O(nodes + edges), without recursion.
 *
 * Source: R. E. Tarjan, "Depth-First Search and Linear Graph Algorithms", 1972.
 */
export function cyclesOf(successors: readonly (readonly number[])[]): number[][] {
  const order = new Int32Array(successors.length).fill(-1);
  const lowest = new Int32Array(successors.length);
  const onStack = new Uint8Array(successors.length);
  const stack: number[] = [];
  const cycles: number[][] = [];
  let counter = 0;
  const open = (node: number): { node: number; next: number } => {
    order[node] = lowest[node] = counter++;
    stack.push(node);
    onStack[node] = 1;
    return { node, next: 0 };
  };
  for (let root = 0; root < successors.length; root++) {
    if (order[root] !== -1) continue;
    const path = [open(root)];
    for (let frame = path.at(-1); frame; frame = path.at(-1)) {
      const { node } = frame;
      const successor = successors[node]?.[frame.next++];
      if (successor === undefined) {
        path.pop();
        const parent = path.at(-1)?.node;
        if (parent !== undefined) lowest[parent] = Math.min(lowest[parent] as number, lowest[node] as number);
        if (lowest[node] === order[node]) close(node);
      } else if (order[successor] === -1) path.push(open(successor));
      else if (onStack[successor])
        lowest[node] = Math.min(lowest[node] as number, order[successor] as number);
    }
  }
  return cycles.sort((a, b) => (a[0] as number) - (b[0] as number));

  function close(root: number): void {
    const members = stack.splice(stack.indexOf(root));
    for (const member of members) onStack[member] = 0;
    if (members.length > 1) cycles.push(members.sort((a, b) => a - b));
  }
}
