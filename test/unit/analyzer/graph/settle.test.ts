import { describe, expect, it } from 'vitest';
import { keepApart } from '../../../../src/analyzer/graph/apart.ts';
import { canonical } from '../../../../src/analyzer/graph/partition.ts';
import { settleFrom } from '../../../../src/analyzer/graph/settle.ts';
import { createGraphBuilder } from '../../../../src/analyzer/graph/weighted-graph.ts';

/** Cliques of four nodes each in a row, each tied to the next by one edge. */
function cliques(count: number) {
  const builder = createGraphBuilder(4 * count);
  for (let node = 0; node < 4 * count; node++)
    for (let other = node + 1; other < 4 * count; other++)
      if (Math.floor(node / 4) === Math.floor(other / 4)) builder.add(node, other, 1);
  for (let clique = 1; clique < count; clique++) builder.add(4 * clique - 1, 4 * clique, 0.5);
  return builder.build();
}

const start = (labels: readonly number[], parts: { fixed?: number[]; restless?: number[] } = {}) => ({
  labels: Int32Array.from(labels),
  fixed: new Set(parts.fixed),
  restless: new Set(parts.restless),
  apart: [],
});

describe('a search that starts from communities', () => {
  it('changes nothing where nothing is new', () => {
    const labels = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2];
    expect([...settleFrom(cliques(3), 1, start(labels))]).toEqual(labels);
    const odd = [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 2];
    expect([...settleFrom(cliques(3), 1, start(odd))]).toEqual(odd);
  });

  it('takes along the neighbours of what was moved, and nobody further away', () => {
    const labels = [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2];
    const moved = settleFrom(cliques(3), 1, start(labels, { fixed: [4], restless: [4] }));
    expect(moved[4]).toBe(moved[0]);
    const free = settleFrom(cliques(3), 1, start(labels, { restless: [4] }));
    expect(canonical(free.subarray(4, 8))).toEqual(Int32Array.from([0, 0, 0, 0]));
    expect([...free.subarray(8)]).toEqual(Array.from({ length: 4 }, () => free[8]));
  });

  it('gives a new node to the community that it has most weight with', () => {
    const labels = [0, 0, 0, 0, 1, 1, 1, -1];
    expect([...settleFrom(cliques(2), 1, start(labels))]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });
});

describe('keeping nodes apart', () => {
  it('cuts a community where it hangs together least, and leaves the others as they are', () => {
    const whole = Int32Array.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
    const sides = new Map([
      [0, 0],
      [7, 1],
    ]);
    expect([...keepApart(cliques(3), whole, [sides])]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('changes nothing where they are apart already', () => {
    const parted = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]);
    const sides = new Map([
      [0, 0],
      [7, 1],
    ]);
    expect(keepApart(cliques(2), parted, [sides])).toBe(parted);
  });
});
