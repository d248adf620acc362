import { byCodeUnit } from '../lib/ordered.ts';
import type { BaselineEntry, KnownViolation } from '../model/baseline.ts';
import type { Violation } from '../model/boundaries.ts';

/** Violations beside what is known of them. */
export interface Judged {
  /** In no baseline: these fail a check. */
  readonly fresh: readonly Violation[];
  /** Known, and still there. */
  readonly known: readonly Violation[];
  /** Known and still there, but promised to be gone by now. */
  readonly expired: readonly { readonly entry: KnownViolation; readonly violation: Violation }[];
  /** Known and gone: the entry has to go as well, or it would let the violation back in. */
  readonly stale: readonly KnownViolation[];
  /** In the baseline, but not in that of the merge base: it may only shrink. */
  readonly added: readonly KnownViolation[];
  /** In the baseline of the merge base and not in this one any more. */
  readonly gone: readonly BaselineEntry[];
  /** Promised for a later day than in the merge base, or for none: said, and left to whoever reviews it. */
  readonly prolonged: readonly KnownViolation[];
}

/** What a baseline is held against. */
export interface JudgedBy {
  /** The baseline of the merge base; null where there is none to compare with. */
  readonly earlier: readonly BaselineEntry[] | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Keys of the violations that are of interest; all of them when null. What is gone or added is of interest always. */
  readonly affected: ReadonlySet<string> | null;
}

/** Divides violations by what is known of them. */
export function judge(
  violations: readonly Violation[],
  baseline: readonly KnownViolation[],
  { earlier, today, affected }: JudgedBy,
): Judged {
  const entries = new Map(baseline.map((entry) => [entry.key, entry]));
  const present = new Set(violations.map(({ key }) => key));
  const before = earlier && new Map(earlier.map((entry) => [entry.key, entry]));
  const asked = affected === null ? violations : violations.filter(({ key }) => affected.has(key));
  const known = asked.filter(({ key }) => entries.has(key));
  return {
    fresh: asked.filter(({ key }) => !entries.has(key)),
    known,
    expired: known.flatMap((violation) => {
      const entry = entries.get(violation.key);
      return entry?.expires !== undefined && entry.expires < today ? [{ entry, violation }] : [];
    }),
    stale: baseline.filter(({ key }) => !present.has(key)),
    added: before === null ? [] : baseline.filter(({ key }) => !before.has(key)),
    gone: before === null ? [] : [...before.values()].filter(({ key }) => !entries.has(key)),
    prolonged: baseline.filter((entry) => isLater(entry, before?.get(entry.key))),
  };
}

/** Whether an entry may stay for longer than it was said before. */
function isLater({ expires }: BaselineEntry, before: BaselineEntry | undefined): boolean {
  return before?.expires !== undefined && (expires === undefined || expires > before.expires);
}

/** Whether nothing of it fails a check. */
export function isKept({ fresh, expired, stale, added }: Judged): boolean {
  return fresh.length + expired.length + stale.length + added.length === 0;
}

/** The baseline without what is gone; what is said of the rest stays. */
export function shrink<T extends BaselineEntry>(
  baseline: readonly T[],
  violations: readonly Violation[],
): T[] {
  const present = new Set(violations.map(({ key }) => key));
  return baseline.filter(({ key }) => present.has(key));
}

/** A first baseline: everything that there is today. */
export function baselineOf(violations: readonly Violation[]): BaselineEntry[] {
  return violations.map(({ key }) => ({ key })).sort((a, b) => byCodeUnit(a.key, b.key));
}
