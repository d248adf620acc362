import type { ActivePolicy } from './active-health.ts';
import type { PassivePolicy } from './passive-health.ts';

/** Which destinations of a cluster are left out. */
export interface HealthPolicy {
  /** Undefined: nobody looks at what attempts tell. */
  readonly passive: PassivePolicy | undefined;
  /** Undefined: nobody asks. */
  readonly active: ActivePolicy | undefined;
  /** Attempts leave out no more of the destinations than this, 0..100 percent. */
  readonly maxEjectedPercent: number;
  /** When fewer than this share are fit, 0..100 percent, all are used: then the fault lies elsewhere, or the rest would drown. */
  readonly panicPercent: number;
}
