import { domainContexts } from '../subject.ts';
import type { ProjectMetric } from './metric.ts';

/**
 * Share of the domain modules in contexts that are in the largest one.
 *
 * Range 0..1, no unit; near 1 most other metrics are good for a bad reason. 0 without contexts.
 */
export const largestShare: ProjectMetric = {
  name: 'largestShare',
  measure(subject) {
    const sizes = new Map<string, number>();
    for (const context of domainContexts(subject).values()) sizes.set(context, (sizes.get(context) ?? 0) + 1);
    const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    return all === 0 ? 0 : Math.max(...sizes.values()) / all;
  },
};
