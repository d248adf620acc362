import type { Gate } from './gate.ts';
import { percent } from './percent.ts';

/** What was never asked for proves nothing: enough routes of the set have been seen. */
export const coverage: Gate = {
  name: 'coverage',
  judge({ routes, unseenRoutes }, { minRouteCoverage }) {
    const seen = routes - unseenRoutes.length;
    const share = routes === 0 ? 1 : seen / routes;
    const missing =
      unseenRoutes.length === 0
        ? ''
        : `; not yet: ${unseenRoutes.slice(0, 5).join(', ')}${unseenRoutes.length > 5 ? ', …' : ''}`;
    const why = `${seen} of ${routes} routes were asked for, ${percent(minRouteCoverage)} are needed${missing}`;
    return { verdict: share >= minRouteCoverage ? 'pass' : 'inconclusive', why };
  },
};
