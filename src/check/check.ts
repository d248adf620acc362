import { BanyanError } from '../errors/banyan-error.ts';
import type { BaselineEntry, KnownViolation } from '../model/baseline.ts';
import type { Boundaries, BoundaryFacts } from '../model/boundaries.ts';
import { affectedFacts } from './affected.ts';
import { isKept, judge } from './baseline.ts';
import { boundaryChanges } from './boundary-changes.ts';
import { findViolations, violationsIn } from './find-violations.ts';
import { missedBySelfTest } from './self-test.ts';
import type { CheckVerdict } from './verdict.ts';

interface CheckInput {
  readonly facts: BoundaryFacts;
  readonly boundaries: Boundaries;
  readonly baseline: readonly KnownViolation[];
  /** What was accepted at the merge base; null where there is nothing to compare with. */
  readonly before: { readonly boundaries: Boundaries; readonly baseline: readonly BaselineEntry[] } | null;
  /** Source files: only what their changes can have caused is of interest; everything when null. */
  readonly changed: readonly string[] | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** The analysed folder within its repository, with a slash behind it; empty for the whole. */
  readonly folder: string;
  /** Of Banyan. */
  readonly version: string;
}

/**
 * Holds code to its accepted boundaries.
 *
 * Throws CONFIG_INVALID where the boundaries claim a module twice or none at all, and a plain error where a planted violation is not found:
 * then the checker itself is broken.
 */
export function check({
  facts,
  boundaries,
  baseline,
  before,
  changed,
  today,
  folder,
  version,
}: CheckInput): CheckVerdict {
  const { violations, territory } = findViolations(facts, boundaries);
  if (territory.claimed === 0)
    throw new BanyanError('CONFIG_INVALID', 'The accepted boundaries mean no module of this code', {
      fix: 'Check that the patterns start at the analysed folder, or accept the boundaries anew with `banyan accept`.',
    });
  const missed = missedBySelfTest(facts, boundaries, territory);
  if (missed.length > 0)
    throw new Error(
      `the check is broken: it does not see ${missed.slice(0, 5).join(', ')}${missed.length > 5 ? ` and ${missed.length - 5} more` : ''}`,
    );
  const affected =
    changed &&
    violationsIn({ facts: affectedFacts(facts, new Set(changed)), boundaries, territory }).map(
      ({ key }) => key,
    );
  const judged = judge(violations, baseline, {
    earlier: before?.baseline ?? null,
    today,
    affected: affected && new Set(affected),
  });
  return {
    ...judged,
    folder,
    version,
    isKept: isKept(judged),
    contexts: boundaries.contexts,
    modules: territory.claimed,
    idle: territory.idle,
    changed: changed?.length ?? null,
    boundaryChanges: before && boundaryChanges(before.boundaries, boundaries),
  };
}
