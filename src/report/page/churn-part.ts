import type { PageSubject } from './subject.ts';

/** How often modules changed; null when no commits were read, with the reason in `why`. */
export interface ChurnPart {
  /** Commits that changed each module, by its number. */
  readonly commits: readonly number[] | null;
  /** The first day that was looked at; null for the whole history. */
  readonly since: string | null;
  readonly why: string | null;
}

export function churnPart({ analysis: { history, modules }, moduleOf }: PageSubject): ChurnPart {
  const { state, reason, since } = history;
  if (state !== 'read') return { commits: null, since: null, why: reason };
  const commits = modules.map(() => 0);
  for (const { path, commits: number } of history.modules) {
    const module = moduleOf(path);
    if (module !== undefined) commits[module] = number;
  }
  return { commits, since, why: null };
}
