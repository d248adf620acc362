/** The community of each node: `labels[node]`, numbered from 0 in order of first appearance. */
export type Partition = Int32Array;

/** Renumbers labels from 0 in order of first appearance, so that equal partitions are equal arrays. */
export function canonical(labels: ArrayLike<number>): Partition {
  const numbers = new Map<number, number>();
  return Int32Array.from(labels, (label) => {
    let number = numbers.get(label);
    if (number === undefined) numbers.set(label, (number = numbers.size));
    return number;
  });
}

/** Number of communities of a canonical partition. */
export function communityCount(partition: Partition): number {
  let highest = -1;
  for (const label of partition) if (label > highest) highest = label;
  return highest + 1;
}

/** Nodes per community, in node order. */
export function membersOf(partition: Partition): number[][] {
  const members: number[][] = Array.from({ length: communityCount(partition) }, () => []);
  partition.forEach((label, node) => (members[label] as number[]).push(node));
  return members;
}
