import type { Finding } from '../../../model/analysis.ts';
import type { Crossings } from '../crossings.ts';
import type { Subject } from '../subject.ts';

/** One kind of finding. A rule reads the subject only; it never reads source. */
export interface Rule {
  /** Upper snake case; row in `docs/reference/findings.md`. */
  readonly code: string;
  readonly find: (subject: Subject, crossings: Crossings) => Finding[];
}

/** A finding names at most this many places; `numbers` has how many there are. */
export const maxLocations = 20;

/** Whether a file is part of the running application: not a test, and not a tool that belongs to no context. */
export function runsInProduction({ modules }: Pick<Subject, 'modules'>): (path: string) => boolean {
  const known = new Map(modules.map((module) => [module.path, module]));
  return (path) => {
    const module = known.get(path);
    if (!module || module.role === 'test' || module.role === 'generated') return false;
    return module.role !== 'domain' || module.context !== null;
  };
}
