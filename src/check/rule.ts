import type { Boundaries, BoundaryFacts, BoundaryRule, Violation } from '../model/boundaries.ts';
import type { Territory } from './territory.ts';

/** What a rule sees. */
export interface CheckedCode {
  readonly facts: BoundaryFacts;
  readonly boundaries: Boundaries;
  readonly territory: Territory;
}

/** One way to break an accepted boundary. */
export interface CheckRule {
  readonly names: readonly BoundaryRule[];
  readonly find: (code: CheckedCode) => Violation[];
}
