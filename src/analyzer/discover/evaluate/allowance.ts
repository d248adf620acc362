import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Site } from './site.ts';

/** What an evaluation may still use, and where it met a limit. */
export interface Allowance {
  /** Calls and loop iterations that may still be followed. */
  calls: number;
  /** Takes room for so many values at a place; false, and noted, when that is more than is left. */
  takeRoom(values: number, site: Site): boolean;
  /** Notes that something was cut off at a place. */
  note(what: string, site: Site): void;
  /** One for each place where something was cut off, the first 20 by kind. */
  diagnostics(): Diagnostic[];
}

/** A code base of 10,000 modules makes some 100,000 values in lists; this many take some 50 MB. */
const maxValues = 5_000_000;
const maxPlaces = 20;

export const callsSpent = 'more calls and loop iterations are made than are followed';

export function createAllowance(maxCalls: number): Allowance {
  const places = new Map<string, Map<string, Site>>();
  let room = maxValues;
  const note = (what: string, site: Site): void => {
    const known = places.get(what) ?? new Map<string, Site>();
    places.set(what, known);
    known.set(`${site.file}:${site.line}`, site);
  };
  return {
    calls: maxCalls,
    note,
    takeRoom(values, site) {
      if (values <= room) {
        room -= values;
        return true;
      }
      note(`lists of more than ${maxValues} values in all are made`, site);
      return false;
    },
    diagnostics: () =>
      [...places].flatMap(([what, sites]) => {
        const hidden = sites.size - maxPlaces;
        const more = hidden > 0 ? ` (and ${hidden} more places)` : '';
        return [...sites.values()].slice(0, maxPlaces).map(
          ({ file, line }): Diagnostic => ({
            severity: 'warning',
            code: 'EVALUATION_LIMITED',
            message: `${what}; what depends on it, such as routes, may be missing${more}`,
            location: { path: file, line },
          }),
        );
      }),
  };
}
