import { describe, expect, it } from 'vitest';
import { certaintyOf } from '../../../../src/analyzer/cluster/certainty.ts';
import { bordersOf, placementOf } from '../../../../src/analyzer/graph/placement.ts';
import { createGraphBuilder } from '../../../../src/analyzer/graph/weighted-graph.ts';
import { buildFacts } from '../../../support/facts.ts';

const paths = ['a1', 'a2', 'b1', 'b2'];
const contexts = [
  { id: 'b', modules: ['b1', 'b2'] },
  { id: 'a', modules: ['a1', 'a2'] },
];
const partition = Int32Array.from([0, 0, 1, 1]);
const runs = [partition, Int32Array.from([0, 1, 1, 1])];

function certainty(dependencies: readonly string[]) {
  const builder = createGraphBuilder(4);
  builder.add(1, 2, 1);
  const cut = {
    partition,
    placement: placementOf(partition, runs),
    borders: bordersOf(builder.build(), partition, runs),
  };
  return certaintyOf(cut, paths, contexts, buildFacts({ dependencies }).dependencies);
}

describe('certainty', () => {
  it('is the agreement of the runs, with rivals and borders by the ids of the contexts', () => {
    const { agreementOf, confidenceOf, rivalOf, borders } = certainty([]);
    expect([...agreementOf]).toEqual([
      ['a1', 0.5],
      ['a2', 0.5],
      ['b1', 1],
      ['b2', 1],
    ]);
    expect([...confidenceOf]).toEqual([...agreementOf]);
    expect(rivalOf.get('a2')).toEqual({ context: 'b', confidence: 0.5 });
    expect(borders).toEqual([{ between: ['a', 'b'], confidence: 0.5 }]);
  });

  it('is less for a module with most ties elsewhere, whatever the runs say', () => {
    const { confidenceOf } = certainty(['b1 -> a1', 'b1 -> a2', 'b1 -> b2', 'a1 -> b1']);
    expect(confidenceOf.get('b1')).toBeCloseTo(0.5 + 0.5 * ((1 / 4) * 2));
    expect(confidenceOf.get('b2')).toBe(1);
  });
});
