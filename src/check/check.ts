import { BanyanError } from '../errors/banyan-error.ts';
import type { BaselineEntry } from '../model/baseline.ts';
import type { Boundaries, BoundaryFacts } from '../model/boundaries.ts';
import { isKept, judge } from './baseline.ts';
import { findViolations } from './find-violations.ts';
import { missedBySelfTest } from './self-test.ts';
import type { CheckVerdict } from './verdict.ts';

interface CheckInput {
  readonly facts: BoundaryFacts;
  readonly boundaries: Boundaries;
  readonly baseline: readonly BaselineEntry[];
  /** That of the merge base; null where there is none to compare with. */
  readonly earlier: readonly BaselineEntry[] | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Holds code to its accepted boundaries.
 *
 * Throws CONFIG_INVALID where the boundaries claim a module twice or none at all, and a plain error where a planted violation is not found:
 * then the checker itself is broken.
 */
export function check({ facts, boundaries, baseline, earlier, today }: CheckInput): CheckVerdict {
  const { violations, territory } = findViolations(facts, boundaries);
  if (territory.claimed === 0)
    throw new BanyanError('CONFIG_INVALID', 'The accepted boundaries mean no module of this code', {
      fix: 'Check that the patterns start at the analysed folder, or accept the boundaries anew with `banyan accept`.',
    });
  const missed = missedBySelfTest(facts, boundaries);
  if (missed.length > 0) throw new Error(`the check is broken: it does not see ${missed.join(', ')}`);
  const judged = judge(violations, baseline, earlier, today);
  return {
    ...judged,
    isKept: isKept(judged),
    contexts: boundaries.contexts,
    modules: territory.claimed,
    idle: territory.idle,
  };
}
