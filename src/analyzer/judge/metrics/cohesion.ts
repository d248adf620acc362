import { traffic } from '../crossings.ts';
import type { ContextMetric } from './metric.ts';

/**
 * Cohesion of a context: `2i / (2i + e)` with i references inside and e over its border, either way.
 *
 * Range 0..1, no unit; 1 = nothing crosses; absent for a context without any reference.
 *
 * Source: B. Mitchell, S. Mancoridis, "On the Automatic Modularization of Software Systems Using the Bunch Tool", 2006
 * (cluster factor).
 */
export const cohesion: ContextMetric = {
  name: 'cohesion',
  measure(crossings, context) {
    const inside = crossings.inside.get(context) ?? 0;
    const { in: incoming, out: outgoing } = traffic(crossings, context);
    const all = 2 * inside + incoming + outgoing;
    return all === 0 ? undefined : (2 * inside) / all;
  },
};
