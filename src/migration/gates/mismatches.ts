import { rateBounds } from '../statistics/rate-bounds.ts';
import type { Gate } from './gate.ts';
import { percent } from './percent.ts';

/** The service answers as the monolith does. A field that is known to differ fails, however rare it is. */
export const mismatches: Gate = {
  name: 'mismatches',
  judge({ compared, mismatched, differentFields }, { minCompared, maxMismatchRate }, error) {
    if (differentFields.length > 0)
      return { verdict: 'fail', why: `answers differ at ${differentFields.join(', ')}` };
    if (compared < minCompared)
      return {
        verdict: 'inconclusive',
        why: `${compared} answers were compared of the ${minCompared} that are needed`,
      };
    const { lower, upper } = rateBounds(mismatched, compared, error);
    const why = `${mismatched} of ${compared} answers differ: at most ${percent(upper)}; allowed are ${percent(maxMismatchRate)}`;
    if (upper <= maxMismatchRate) return { verdict: 'pass', why };
    return { verdict: lower > maxMismatchRate ? 'fail' : 'inconclusive', why };
  },
};
