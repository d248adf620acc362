import { describe, expect, it } from 'vitest';
import { bordersOf, placementOf } from '../../../../src/analyzer/graph/placement.ts';
import { createGraphBuilder } from '../../../../src/analyzer/graph/weighted-graph.ts';

const partition = Int32Array.from([0, 0, 0, 1, 1]);
const runs = [
  Int32Array.from([0, 0, 0, 1, 1]),
  Int32Array.from([0, 0, 1, 1, 1]),
  Int32Array.from([0, 0, 1, 1, 1]),
  Int32Array.from([0, 0, 0, 1, 1]),
];

describe('the place of a node', () => {
  it('is as sure as the runs keep it with its community', () => {
    const { own } = placementOf(partition, runs);
    expect([...own]).toEqual([0.75, 0.75, 0.5, 1, 1]);
  });

  it('has the community as a rival that the runs put it into otherwise', () => {
    const { rival, rivalShare } = placementOf(partition, runs);
    expect([...rival]).toEqual([-1, -1, 1, 0, 0]);
    expect([...rivalShare].map((share) => Math.round(share * 1000))).toEqual([0, 0, 500, 167, 167]);
  });

  it('is sure for a node that is alone', () => {
    const { own, rival } = placementOf(Int32Array.from([0, 1]), [Int32Array.from([0, 1])]);
    expect([...own, ...rival]).toEqual([1, 1, -1, -1]);
  });
});

describe('a border', () => {
  it('is as sure as the runs part the ties across it, by weight', () => {
    const builder = createGraphBuilder(6);
    builder.add(0, 1, 5);
    builder.add(2, 3, 1);
    builder.add(0, 3, 3);
    builder.add(4, 5, 1);
    expect(bordersOf(builder.build(), partition, runs)).toEqual([{ a: 0, b: 1, parted: 0.875 }]);
  });
});
