import type { Dependency } from '../../model/analysis.ts';

/** Who uses whom, by path; modules without users or without anything used are absent. */
export interface Usage {
  readonly users: ReadonlyMap<string, ReadonlySet<string>>;
  readonly used: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Usage among the modules of a set. */
export function usageAmong(
  paths: { has(path: string): boolean },
  dependencies: readonly Dependency[],
): Usage {
  const users = new Map<string, Set<string>>();
  const used = new Map<string, Set<string>>();
  for (const { from, to } of dependencies) {
    if (!paths.has(from) || !paths.has(to)) continue;
    users.set(to, (users.get(to) ?? new Set<string>()).add(from));
    used.set(from, (used.get(from) ?? new Set<string>()).add(to));
  }
  return { users, used };
}
