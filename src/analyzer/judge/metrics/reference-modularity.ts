import { modularity } from '../../graph/modularity.ts';
import { createGraphBuilder } from '../../graph/weighted-graph.ts';
import { placedUses } from './division.ts';
import type { DivisionMetric } from './metric.ts';

/**
 * Modularity of the parts in the plain graph of references, direction dropped.
 *
 * Range -0.5..1, no unit, higher is better; 0 = no better than chance. Communities found in the same graph win by
 * construction: it says how far a proposal is from them, not how right it is.
 *
 * Source: M. Newman, M. Girvan, "Finding and evaluating community structure in networks", 2004.
 */
export const referenceModularity: DivisionMetric = {
  name: 'referenceModularity',
  measure(division) {
    const nodes = new Map([...division.partOf.keys()].map((path, node) => [path, node]));
    const parts = new Map([...new Set(division.partOf.values())].map((part, index) => [part, index]));
    const builder = createGraphBuilder(nodes.size);
    for (const { from, to, weight } of placedUses(division))
      builder.add(nodes.get(from) as number, nodes.get(to) as number, weight);
    return modularity(
      builder.build(),
      Int32Array.from(division.partOf.values(), (part) => parts.get(part) as number),
    );
  },
};
