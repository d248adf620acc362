import { expect, it } from 'vitest';
import { splitDisconnected } from '../../../../src/analyzer/graph/components.ts';
import { createGraphBuilder } from '../../../../src/analyzer/graph/weighted-graph.ts';

it('splits a community into its connected parts and leaves connected ones alone', () => {
  const builder = createGraphBuilder(5);
  builder.add(0, 1, 1);
  builder.add(2, 3, 1);
  builder.add(3, 4, 1);
  const partition = splitDisconnected(builder.build(), Int32Array.from([0, 0, 0, 0, 1]));
  expect([...partition]).toEqual([0, 0, 1, 1, 2]);
});
