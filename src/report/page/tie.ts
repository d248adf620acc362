import { dependencyKinds } from '../../model/dependency-kinds.ts';

/** What ties two things together: a dependency of a kind; an access to an entity; an event; what the history or a run says. */
export const tieKinds = [
  ...dependencyKinds,
  'read',
  'write',
  'join',
  'transaction',
  'event',
  'co-change',
  'trace',
] as const;
export type TieKind = (typeof tieKinds)[number];

/** One tie before it is packed. */
export interface Tie {
  /** Number of a module. */
  readonly from: number;
  /** Number of a module, or of an entity counted on from the last module. */
  readonly to: number;
  readonly kinds: readonly TieKind[];
  /** References, statements or commits behind it, at least 1. */
  readonly weight: number;
  /** Names used: symbols, functions, events. */
  readonly uses: readonly string[];
  /** `a.ts:3`. */
  readonly places: readonly string[];
}
