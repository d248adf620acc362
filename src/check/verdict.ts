import type { Boundaries } from '../model/boundaries.ts';
import type { BoundaryChanges } from './boundary-changes.ts';
import type { Judged } from './baseline.ts';

/** What a check found, as its forms show it. */
export interface CheckVerdict extends Judged {
  /** Version of Banyan. */
  readonly version: string;
  /** The analysed folder within its repository, with a slash behind it; empty for the whole. Places of code are relative to it. */
  readonly folder: string;
  readonly isKept: boolean;
  readonly contexts: Boundaries['contexts'];
  /** Modules that were held to a boundary. */
  readonly modules: number;
  /** Patterns of the boundaries that mean no module. */
  readonly idle: readonly string[];
  /** How many changed source files the check was about; null where it was about all code. */
  readonly changed: number | null;
  /** What the boundaries say otherwise than at the merge base: said, and left to whoever reviews it; null where nothing is compared. */
  readonly boundaryChanges: BoundaryChanges | null;
}
