import type { Gate } from './gate.ts';
import { percent } from './percent.ts';

/** Both sides have answered enough requests to be compared, and the monolith is well. */
export const enoughTraffic: Gate = {
  name: 'traffic',
  judge({ service, monolith }, { minRequests, outageErrorRate }) {
    const least = Math.min(service.requests, monolith.requests);
    if (least < minRequests) {
      const side = service.requests <= monolith.requests ? 'service' : 'monolith';
      return {
        verdict: 'inconclusive',
        why: `the ${side} answered ${least} requests of the ${minRequests} that are needed`,
      };
    }
    const errorRate = monolith.errors / monolith.requests;
    if (errorRate > outageErrorRate)
      return {
        verdict: 'inconclusive',
        why: `${percent(errorRate)} of the monolith's own requests fail: nobody can be judged now`,
      };
    return {
      verdict: 'pass',
      why: `${service.requests} requests by the service, ${monolith.requests} by the monolith`,
    };
  },
};
