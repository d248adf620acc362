import { byCodeUnit } from '../lib/ordered.ts';
import type { BaselineEntry } from '../model/baseline.ts';
import type { Violation } from '../model/boundaries.ts';

/** Violations beside what is known of them. */
export interface Judged {
  /** In no baseline: these fail a check. */
  readonly fresh: readonly Violation[];
  /** Known, and still there. */
  readonly known: readonly Violation[];
  /** Known and still there, but promised to be gone by now. */
  readonly expired: readonly { readonly entry: BaselineEntry; readonly violation: Violation }[];
  /** Known and gone: the entry has to go as well, or it would let the violation back in. */
  readonly stale: readonly BaselineEntry[];
  /** In the baseline, but not in that of the merge base: it may only shrink. */
  readonly added: readonly BaselineEntry[];
}

/** `today`: `YYYY-MM-DD`. `earlier`: the baseline of the merge base; null where there is none to compare with. */
export function judge(
  violations: readonly Violation[],
  baseline: readonly BaselineEntry[],
  earlier: readonly BaselineEntry[] | null,
  today: string,
): Judged {
  const entries = new Map(baseline.map((entry) => [entry.key, entry]));
  const present = new Set(violations.map(({ key }) => key));
  const before = earlier && new Set(earlier.map(({ key }) => key));
  const known = violations.filter(({ key }) => entries.has(key));
  return {
    fresh: violations.filter(({ key }) => !entries.has(key)),
    known,
    expired: known.flatMap((violation) => {
      const entry = entries.get(violation.key);
      return entry?.expires !== undefined && entry.expires < today ? [{ entry, violation }] : [];
    }),
    stale: baseline.filter(({ key }) => !present.has(key)),
    added: before === null ? [] : baseline.filter(({ key }) => !before.has(key)),
  };
}

/** Whether nothing of it fails a check. */
export function isKept({ fresh, expired, stale, added }: Judged): boolean {
  return fresh.length + expired.length + stale.length + added.length === 0;
}

/** The baseline without what is gone; what is said of the rest stays. */
export function shrink(
  baseline: readonly BaselineEntry[],
  violations: readonly Violation[],
): BaselineEntry[] {
  const present = new Set(violations.map(({ key }) => key));
  return baseline.filter(({ key }) => present.has(key));
}

/** A first baseline: everything that there is today. */
export function baselineOf(violations: readonly Violation[]): BaselineEntry[] {
  return violations.map(({ key }) => ({ key })).sort((a, b) => byCodeUnit(a.key, b.key));
}
