import { by, byCodeUnit } from '../../lib/ordered.ts';
import { fileOf, lineOf } from '../../lib/place.ts';
import type { Dependency } from '../../model/analysis.ts';
import { dataTies } from './data-ties.ts';
import { meetingTies } from './meeting-ties.ts';
import type { PageSubject } from './subject.ts';
import { type Tie, type TieKind, tieKinds } from './tie.ts';

/** All evidence between modules, and between modules and entities: one entry for each tie in every list. */
export interface TiesPart {
  readonly kindNames: readonly TieKind[];
  /** Number of a module. */
  readonly from: readonly number[];
  /** Number of a module, or of an entity (position in `entities`) counted on from the last module. */
  readonly to: readonly number[];
  /** Bit n stands for `kindNames[n]`. */
  readonly kinds: readonly number[];
  readonly weight: readonly number[];
  /** Numbers of names. */
  readonly uses: readonly (readonly number[])[];
  /** Lines of the file of `from`; after a negative number, -1 minus the name of a file, lines of that one. */
  readonly places: readonly (readonly number[])[];
}

export function tiesPart(subject: PageSubject): TiesPart {
  const ties = [...dependencyTies(subject), ...dataTies(subject), ...meetingTies(subject)].sort(
    by(
      ({ from }) => from,
      ({ to }) => to,
      ({ kinds }) => bitsOf(kinds),
    ),
  );
  return {
    kindNames: tieKinds,
    from: ties.map(({ from }) => from),
    to: ties.map(({ to }) => to),
    kinds: ties.map(({ kinds }) => bitsOf(kinds)),
    weight: ties.map(({ weight }) => weight),
    uses: ties.map(({ uses }) => uses.map((name) => subject.names.numberOf(name))),
    places: ties.map((tie) => packPlaces(subject, tie)),
  };
}

function bitsOf(kinds: readonly TieKind[]): number {
  return kinds.reduce((bits, kind) => bits | (1 << tieKinds.indexOf(kind)), 0);
}

function* dependencyTies({ analysis, moduleOf }: PageSubject): Iterable<Tie> {
  for (const dependency of analysis.dependencies) {
    const from = moduleOf(dependency.from);
    const to = moduleOf(dependency.to);
    if (from === undefined || to === undefined) continue;
    const { kinds, weight, symbols, locations }: Dependency = dependency;
    yield { from, to, kinds, weight, uses: symbols, places: locations };
  }
}

function packPlaces({ names, fileOfModule }: PageSubject, { from, places }: Tie): number[] {
  let file = fileOfModule(from);
  const packed: number[] = [];
  const inOrder = [...places].sort(
    (a, b) =>
      Number(fileOf(b) === file) - Number(fileOf(a) === file) ||
      byCodeUnit(fileOf(a), fileOf(b)) ||
      lineOf(a) - lineOf(b),
  );
  for (const place of inOrder) {
    if (fileOf(place) !== file) {
      file = fileOf(place);
      packed.push(-1 - names.numberOf(file));
    }
    packed.push(lineOf(place));
  }
  return packed;
}
