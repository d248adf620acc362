import type { Boundaries } from '../model/boundaries.ts';
import type { Judged } from './baseline.ts';

/** What a check found, as its forms show it. */
export interface CheckVerdict extends Judged {
  readonly isKept: boolean;
  readonly contexts: Boundaries['contexts'];
  /** Modules that were held to a boundary. */
  readonly modules: number;
  /** Patterns of the boundaries that mean no module. */
  readonly idle: readonly string[];
}
