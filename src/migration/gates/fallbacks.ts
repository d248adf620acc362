import { rateBounds } from '../statistics/rate-bounds.ts';
import type { Gate } from './gate.ts';
import { percent } from './percent.ts';

/** The service answers its requests itself. */
export const fallbacks: Gate = {
  name: 'fallbacks',
  judge({ fallbacks: count, service }, { maxFallbackRate }, error) {
    const { lower, upper } = rateBounds(count, service.requests, error);
    const why = `${count} of ${service.requests} requests fell back to the monolith: at most ${percent(upper)}; allowed are ${percent(maxFallbackRate)}`;
    if (upper <= maxFallbackRate) return { verdict: 'pass', why };
    return { verdict: lower > maxFallbackRate ? 'fail' : 'inconclusive', why };
  },
};
