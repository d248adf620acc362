import type { Problem } from '../../../errors/banyan-error.ts';
import { createDisjointSets } from '../../graph/components.ts';
import type { MeantPin } from './meant-pin.ts';

/**
 * Pins that cannot all hold, each pair with the first module that shows it: in no context and in one, in two contexts, together
 * and apart (also through other pins), on two sides at once.
 */
export function findContradictions(pins: readonly MeantPin[]): Problem[] {
  return [...twoSides(pins), ...twoPlaces(pins), ...twoContexts(pins), ...tornGroups(pins)];
}

function twoSides(pins: readonly MeantPin[]): Problem[] {
  return pins
    .filter(({ kind }) => kind === 'apart')
    .flatMap(({ at, modules }) => {
      const seen = new Set<string>();
      for (const path of modules.flat()) {
        if (seen.has(path)) return [{ where: at, what: `${path} is on two sides of this \`apart\`` }];
        seen.add(path);
      }
      return [];
    });
}

const places = {
  shared: 'shared',
  ignore: 'ignored',
  together: 'in a context',
  pin: 'in a context',
} as const;

type Place = (typeof places)[keyof typeof places];

/** A module that is shared, ignored and in a context at once. */
function twoPlaces(pins: readonly MeantPin[]): Problem[] {
  const first = new Map<string, { place: Place; pin: MeantPin }>();
  const pairs = createPairs();
  for (const pin of pins) {
    const place = (places as Readonly<Record<string, Place | undefined>>)[pin.kind];
    if (place === undefined) continue;
    for (const path of pin.modules.flat()) {
      const known = first.get(path);
      if (!known) first.set(path, { place, pin });
      else if (known.place !== place)
        pairs.add(pin, known.pin, `${path} is ${place} here and ${known.place} at ${known.pin.at}`);
    }
  }
  return pairs.problems;
}

function twoContexts(pins: readonly MeantPin[]): Problem[] {
  const first = new Map<string, MeantPin>();
  const pairs = createPairs();
  for (const pin of pins.filter(({ kind }) => kind === 'pin')) {
    for (const path of pin.modules.flat()) {
      const known = first.get(path);
      if (!known) first.set(path, pin);
      else if (known.context !== pin.context)
        pairs.add(pin, known, `${path} is in ${pin.context} here and in ${known.context} at ${known.at}`);
    }
  }
  return pairs.problems;
}

/** Groups that `together` and `pin` make, also several of them in a chain, and that a border runs through. */
function tornGroups(pins: readonly MeantPin[]): Problem[] {
  const paths = new Set(pins.flatMap(({ modules }) => modules.flat()));
  const nodes = new Map([...paths].map((path, node) => [path, node]));
  const sets = createDisjointSets(nodes.size);
  const binding = new Map<string, MeantPin>();
  const heads = new Map<string, number>();
  for (const pin of [...ofKind(pins, 'together'), ...ofKind(pins, 'pin')]) {
    const key = pin.context ?? `\n${pin.at}`;
    for (const path of pin.modules.flat()) {
      const node = nodes.get(path) as number;
      const head = heads.get(key) ?? node;
      heads.set(key, head);
      sets.join(head, node);
      if (!binding.has(path)) binding.set(path, pin);
    }
  }
  const pairs = createPairs();
  const claim = (sides: readonly Side[]): void => {
    const first = new Map<number, Side>();
    for (const each of sides) {
      const group = sets.find(nodes.get(each.path) as number);
      const known = first.get(group);
      const by = binding.get(each.path);
      if (!known) first.set(group, each);
      else if (known.side !== each.side && by && by !== each.pin)
        pairs.add(
          each.pin,
          by,
          `${each.path} and ${known.path} cannot be in one context${placeOf(each.pin, known.pin)}, but ${by.at} keeps them together`,
        );
    }
  };
  for (const pin of ofKind(pins, 'apart'))
    claim(pin.modules.flatMap((group, side) => group.map((path) => ({ path, side, pin }))));
  claim(
    ofKind(pins, 'pin').flatMap((pin) =>
      pin.modules.flat().map((path) => ({ path, side: pin.context, pin })),
    ),
  );
  return pairs.problems;
}

interface Side {
  readonly path: string;
  readonly side: number | string | null;
  readonly pin: MeantPin;
}

function ofKind(pins: readonly MeantPin[], kind: MeantPin['kind']): MeantPin[] {
  return pins.filter((pin) => pin.kind === kind);
}

function placeOf(pin: MeantPin, other: MeantPin): string {
  return pin === other ? ' here' : ` here and at ${other.at}`;
}

/** Problems, one for each pair of pins. */
function createPairs() {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  return {
    problems,
    add(pin: MeantPin, other: MeantPin, what: string): void {
      const key = `${pin.at}\n${other.at}`;
      if (!seen.has(key)) problems.push({ where: pin.at, what });
      seen.add(key);
    },
  };
}
