import type { ModuleRole } from '../../model/analysis.ts';
import type { PageSubject } from './subject.ts';

/** One entry for each module, by its number. */
export interface ModulesPart {
  readonly lines: readonly number[];
  /** Position in `roles`. */
  readonly role: readonly number[];
  readonly roles: readonly ModuleRole[];
  /** Position in the list of contexts; -1 for none. */
  readonly context: readonly number[];
  /** Whole percents. */
  readonly confidence: readonly number[];
  /** Parts of god files: the module, and the name of the file that holds it. Any other module is a file of its own. */
  readonly parts: readonly (readonly [module: number, file: number])[];
}

export function modulesPart({ modules, names, contextOf }: PageSubject): ModulesPart {
  const roles = [...new Set(modules.map(({ role }) => role))].sort();
  return {
    lines: modules.map(({ lines }) => lines),
    role: modules.map(({ role }) => roles.indexOf(role)),
    roles,
    context: modules.map(({ context }) => contextOf(context)),
    confidence: modules.map(({ confidence }) => Math.round(confidence * 100)),
    parts: modules.flatMap(({ part }, module) =>
      part === undefined ? [] : [[module, names.numberOf(part.file)] as const],
    ),
  };
}
