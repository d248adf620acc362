import type { Pin } from '../../../model/pins.ts';

/** A pin with the modules that each of its groups means, sorted. */
export interface MeantPin extends Pin {
  readonly modules: readonly (readonly string[])[];
}
