import { traffic } from '../crossings.ts';
import type { ContextMetric } from './metric.ts';

/**
 * Instability of a context: `Ce / (Ca + Ce)` with Ce references leaving and Ca entering it.
 *
 * Range 0..1, no unit; 0 = others depend on it, 1 = it depends on others; absent when nothing crosses its border.
 *
 * Source: R. C. Martin, "OO Design Quality Metrics", 1994.
 */
export const instability: ContextMetric = {
  name: 'instability',
  measure(crossings, context) {
    const { in: incoming, out: outgoing } = traffic(crossings, context);
    return incoming + outgoing === 0 ? undefined : outgoing / (incoming + outgoing);
  },
};
