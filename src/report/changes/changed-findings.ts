import { fileOf } from '../../lib/place.ts';
import type { Analysis } from '../../model/analysis.ts';

export type FindingLine = Pick<Analysis['findings'][number], 'severity' | 'code' | 'title'>;

export interface ChangedFindings {
  readonly appeared: readonly FindingLine[];
  readonly solved: readonly FindingLine[];
  /** About the same places, but with other numbers or contexts: `title` is that of today. */
  readonly changed: readonly (FindingLine & { readonly before: string })[];
}

type Findings = Analysis['findings'];

/**
 * Compares findings: those with the same code and title are the same; of the rest, one that is gone and one that is new are one that changed where
 * they share files, those that share most, and words, first. `pathNow` is where a file of the earlier analysis lies now.
 *
 * O(n²) in the findings of one code that are not the same.
 */
export function changedFindings(
  before: Findings,
  after: Findings,
  pathNow: (path: string) => string,
): ChangedFindings {
  const [gone, appeared] = [without(before, after), without(after, before)];
  const former = new Map<Findings[number], Findings[number]>();
  const taken = new Set<Findings[number]>();
  for (const { now, old } of alike(gone, appeared, pathNow)) {
    if (former.has(now) || taken.has(old)) continue;
    former.set(now, old);
    taken.add(old);
  }
  return {
    appeared: appeared.filter((each) => !former.has(each)).map(lineOf),
    solved: gone.filter((each) => !taken.has(each)).map(lineOf),
    changed: appeared.flatMap((each) => {
      const old = former.get(each);
      return old === undefined ? [] : [{ ...lineOf(each), before: old.title }];
    }),
  };
}

/** Pairs of findings with one code that share files, or have none at all; those that share most come first. */
function alike(gone: Findings, appeared: Findings, pathNow: (path: string) => string) {
  const subjects = new Map(gone.map((each) => [each, new Set(each.locations.map(fileOf).map(pathNow))]));
  return appeared
    .flatMap((now) => {
      const files = new Set(now.locations.map(fileOf));
      return gone
        .filter(({ code }) => code === now.code)
        .map((old) => ({
          now,
          old,
          files: similarity(files, subjects.get(old) ?? new Set()),
          words: similarity(wordsOf(now), wordsOf(old)),
        }));
    })
    .filter((each) => each.files > 0)
    .sort((a, b) => b.files + b.words - (a.files + a.words));
}

/** The share of what is in both, 0..1; 1 for two that are empty. */
function similarity(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  const all = new Set([...some, ...others]);
  return all.size === 0 ? 1 : (some.size + others.size - all.size) / all.size;
}

function wordsOf({ title }: FindingLine): Set<string> {
  return new Set(title.split(' '));
}

function without(findings: Findings, others: Findings): Findings {
  const key = ({ code, title }: FindingLine) => `${code}\n${title}`;
  const known = new Set(others.map(key));
  return findings.filter((finding) => !known.has(key(finding)));
}

function lineOf({ severity, code, title }: FindingLine): FindingLine {
  return { severity, code, title };
}
