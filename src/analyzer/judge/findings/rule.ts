import { isSeed } from '../../../lib/is-seed.ts';
import type { Finding } from '../../../model/analysis.ts';
import type { Crossings } from '../crossings.ts';
import type { Landscape } from '../plan/landscape.ts';
import type { Subject } from '../subject.ts';

/** One kind of finding. A rule reads the subject only; it never reads source. */
export interface Rule {
  /** Upper snake case; row in `docs/reference/findings.md`. */
  readonly code: string;
  readonly find: (subject: Subject, crossings: Crossings, land: Landscape) => Finding[];
}

/** A finding names at most this many places; `numbers` has how many there are. */
export const maxLocations = 20;

/** Roles of what the application does not run itself. */
const notRunning: readonly string[] = ['test', 'generated', 'front-end'];

/** Whether a file is part of the running application: not a test, not generated, no front end, no seed, and not a tool that belongs to no context. */
export function runsInProduction({ modules }: Pick<Subject, 'modules'>): (path: string) => boolean {
  const known = new Map(modules.map((module) => [module.path, module]));
  return (path) => {
    const module = known.get(path);
    if (!module || notRunning.includes(module.role) || isSeed(path)) return false;
    return module.role !== 'domain' || module.context !== null;
  };
}

/** Groups by a key, in order of key: one finding for each pair or set of contexts instead of one for each place. */
export function groupedBy<T>(values: readonly T[], keyOf: (value: T) => string): [key: string, group: T[]][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

const maxNames = 5;

/** `a, b, c, d, e and 4 more`. */
export function named(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const more = distinct.length > maxNames ? ` and ${distinct.length - maxNames} more` : '';
  return `${distinct.slice(0, maxNames).join(', ')}${more}`;
}
