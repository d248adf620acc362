import { rateDifferenceBounds } from '../statistics/rate-bounds.ts';
import { percent } from './percent.ts';
import type { Gate } from './gate.ts';

/** The service fails no more often than the monolith does in the same time, but for the difference that is allowed. */
export const errorRate: Gate = {
  name: 'errors',
  judge({ service, monolith }, { maxErrorRateDelta }, error) {
    const { lower, upper } = rateDifferenceBounds(
      { events: service.errors, trials: service.requests },
      { events: monolith.errors, trials: monolith.requests },
      error,
    );
    const said = `the service fails ${percent(lower)} to ${percent(upper)} more often than the monolith; allowed are ${percent(maxErrorRateDelta)}`;
    if (upper <= maxErrorRateDelta) return { verdict: 'pass', why: said };
    return { verdict: lower > maxErrorRateDelta ? 'fail' : 'inconclusive', why: said };
  },
};
