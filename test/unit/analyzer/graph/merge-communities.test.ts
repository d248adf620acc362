import { describe, expect, it } from 'vitest';
import { mergeCommunities } from '../../../../src/analyzer/graph/merge-communities.ts';
import { createGraphBuilder } from '../../../../src/analyzer/graph/weighted-graph.ts';

const builder = createGraphBuilder(6);
builder.add(0, 1, 5);
builder.add(2, 3, 5);
builder.add(4, 5, 5);
builder.add(1, 2, 2);
builder.add(3, 4, 1);
const graph = builder.build();
const pairs = Int32Array.from([0, 0, 1, 1, 2, 2]);

describe('joining communities', () => {
  it('joins those with most ties first, until as many are left as are wanted', () => {
    expect([...mergeCommunities(graph, pairs, () => true, 3, [])]).toEqual([...pairs]);
    expect([...mergeCommunities(graph, pairs, () => true, 2, [])]).toEqual([0, 0, 0, 0, 1, 1]);
    expect([...mergeCommunities(graph, pairs, () => true, 1, [])]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('stops where nothing ties them, where they must be apart, and leaves alone what does not count', () => {
    const loose = createGraphBuilder(4);
    loose.add(0, 1, 1);
    loose.add(2, 3, 1);
    expect([...mergeCommunities(loose.build(), Int32Array.from([0, 0, 1, 1]), () => true, 1, [])]).toEqual([
      0, 0, 1, 1,
    ]);
    const apart = [
      new Map([
        [0, 0],
        [2, 1],
      ]),
    ];
    expect([...mergeCommunities(graph, pairs, () => true, 2, apart)]).toEqual([0, 0, 1, 1, 1, 1]);
    expect([...mergeCommunities(graph, pairs, (label) => label > 0, 1, [])]).toEqual([0, 0, 1, 1, 1, 1]);
  });
});
