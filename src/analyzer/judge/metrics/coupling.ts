import { traffic } from '../crossings.ts';
import type { ContextMetric } from './metric.ts';

/**
 * Coupling of a context: `e / (i + e)`, the share of its references that cross its border, either way.
 *
 * Range 0..1, no unit; 0 = on its own; absent for a context without any reference.
 *
 * Source: V. Nitin et al., "CARGO", ASE 2022 (coupling, per partition).
 */
export const coupling: ContextMetric = {
  name: 'coupling',
  measure(crossings, context) {
    const inside = crossings.inside.get(context) ?? 0;
    const { in: incoming, out: outgoing } = traffic(crossings, context);
    const crossing = incoming + outgoing;
    return inside + crossing === 0 ? undefined : crossing / (inside + crossing);
  },
};
