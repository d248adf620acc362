import { domainContexts } from '../subject.ts';
import type { ProjectMetric } from './metric.ts';

/**
 * Share of the calls between modules that were observed at run time and crossed from one context to another.
 *
 * Range 0..1, no unit; absent without traces that name modules of contexts.
 *
 * Source: A. Kalia et al., "Mono2Micro", FSE 2021 (ICP over runtime calls), without logarithm.
 */
export const observedCut: ProjectMetric = {
  name: 'observedCut',
  measure(subject) {
    const contextOf = domainContexts(subject);
    let crossing = 0;
    let all = 0;
    for (const { from, to, count } of subject.runtime?.calls ?? []) {
      const [a, b] = [contextOf.get(from), contextOf.get(to)];
      if (a === undefined || b === undefined) continue;
      all += count;
      if (a !== b) crossing += count;
    }
    return all === 0 ? undefined : crossing / all;
  },
};
