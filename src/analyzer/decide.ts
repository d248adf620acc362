import { nearest } from '../lib/nearest.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { DecidedPin, Pin, PinPrice } from '../model/pins.ts';
import { carryOver, type KnownContexts, withKnownIds } from './cluster/carry-over.ts';
import type { MeantPin } from './cluster/pins/meant-pin.ts';
import { locationOf, noWishes, resolvePins, type Wishes } from './cluster/pins/resolve-pins.ts';
import type { Decided, Proposal } from './cluster/propose.ts';
import type { Facts } from './facts.ts';
import { priceBetween, weigh } from './weigh.ts';

/** What the team's pins make of a proposal. */
export interface Decision {
  readonly proposal: Proposal;
  readonly pins: readonly DecidedPin[];
  /** Positions of the pins that mean a module, by path. */
  readonly pinsOf: ReadonlyMap<string, readonly number[]>;
  /** Of the modules that are elsewhere without any pin their context there; null for none. */
  readonly withoutPins: ReadonlyMap<string, string | null>;
  /** Owners by context id. */
  readonly owners: Wishes['owners'];
  readonly diagnostics: readonly Diagnostic[];
}

/** The proposal without pins, its contexts called as in an earlier analysis; a context that a pin renames has its old name here. */
export function named(proposal: Proposal, known: KnownContexts, pins: readonly Pin[]): Proposal {
  const oldNames = new Map(
    pins.flatMap(({ kind, context, names: [to] }) =>
      kind === 'rename' && to !== undefined ? [[to, context as string]] : [],
    ),
  );
  const asBefore = ({ contexts }: KnownContexts['coarse']) => ({
    contexts: contexts.map(({ id, modules }) => ({ id: oldNames.get(id) ?? id, modules })),
  });
  const { coarse, balanced, fine } = known;
  return withKnownIds(
    proposal,
    { coarse: asBefore(coarse), balanced: asBefore(balanced), fine: asBefore(fine) },
    noWishes,
  );
}

/** Of how many modules, summed over pins, the price is worked out: each pin is one more proposal. */
const maxPricedModules = 40_000;

/**
 * The proposal that keeps all pins, and what each of them costs: what `propose` makes of all of them against what it makes of
 * all others. `base` is the proposal without any.
 *
 * Throws `CONFIG_INVALID` when pins contradict each other.
 */
export async function decide(
  facts: Facts,
  base: Proposal,
  { pins, isUnpriced }: { readonly pins: readonly Pin[]; readonly isUnpriced: boolean },
  propose: (decided: Decided) => Promise<Proposal>,
): Promise<Decision> {
  const proposeWith = (some: readonly Pin[], isQuick: boolean): Promise<Proposal> => {
    const wishes = resolvePins(some, facts.modules);
    if (isIdle(wishes)) return Promise.resolve(base);
    return propose({ wishes, base, isQuick }).then((found) => carryOver(found, base, wishes));
  };
  const wishes = resolvePins(pins, facts.modules);
  const proposal = await proposeWith(pins, false);
  const weighed = weigh(facts, proposal);
  const affordable = Math.max(1, Math.floor(maxPricedModules / Math.max(1, proposal.clustered.length)));
  const decided: DecidedPin[] = [];
  let priced = 0;
  for (const [index, pin] of wishes.pins.entries()) {
    const without = pins.toSpliced(index, 1);
    const price = isUnpriced
      ? null
      : isWeightless(pin)
        ? nothing
        : priced++ < affordable
          ? priceBetween(weighed, weigh(facts, await proposeWith(without, true)))
          : null;
    decided.push(reported(pin, price));
  }
  return {
    proposal,
    pins: decided,
    pinsOf: pinsByPath(wishes),
    withoutPins: movedFrom(base, proposal, wishes),
    owners: wishes.owners,
    diagnostics: [
      ...wishes.diagnostics,
      ...aboutContexts(wishes, base, proposal),
      ...(isUnpriced ? [] : aboutPrices(decided)),
    ],
  };
}

/** The decision of a team that has not decided anything. */
export function undecided(proposal: Proposal): Decision {
  return {
    proposal,
    pins: [],
    pinsOf: new Map(),
    withoutPins: new Map(),
    owners: new Map(),
    diagnostics: [],
  };
}

function pinsByPath({ pins }: Wishes): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  for (const [index, { kind, modules }] of pins.entries())
    for (const path of kind === 'stay' ? [] : modules.flat())
      positions.set(path, [...(positions.get(path) ?? []), index]);
  return positions;
}

/** Contexts that are called otherwise are the same ones. */
function movedFrom(base: Proposal, proposal: Proposal, { renamed }: Wishes): Map<string, string | null> {
  const newNames = new Map([...renamed].map(([to, from]) => [from, to]));
  const [before, after] = [contextsIn(base), contextsIn(proposal)];
  return new Map(
    [...proposal.roleOf.keys()].flatMap((path): [string, string | null][] => {
      const own = before.get(path);
      const id = own === undefined ? undefined : (newNames.get(own) ?? own);
      return id === after.get(path) ? [] : [[path, id ?? null]];
    }),
  );
}

function contextsIn({ candidates, recommended }: Proposal): Map<string, string> {
  const { contexts, testsOf } = candidates[recommended];
  return new Map([
    ...testsOf,
    ...contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)),
  ]);
}

const nothing: PinPrice = { ties: 0, confidence: 0, references: 0, transactions: 0, contexts: 0 };

/** Whether a pin can change nothing about who is where. */
function isWeightless({ kind, modules }: MeantPin): boolean {
  return kind === 'owner' || (kind !== 'rename' && modules.flat().length === 0);
}

/** Whether pins leave everybody where they are: what only stays does. */
function isIdle({ pins }: Wishes): boolean {
  return pins.every((pin) => pin.kind === 'stay' || isWeightless(pin));
}

function reported(
  { modules, kind, at, groups, context, names, because }: MeantPin,
  price: PinPrice | null,
): DecidedPin {
  return {
    kind,
    at,
    groups: groups.map((group) => [...group]),
    context,
    names: [...names],
    because,
    modules: modules.flat().length,
    price,
  };
}

/** Contexts that pins name and that are not there without them. */
function aboutContexts({ pins }: Wishes, base: Proposal, proposal: Proposal): Diagnostic[] {
  const idsOf = ({ candidates, recommended }: Proposal) =>
    candidates[recommended].contexts.map(({ id }) => id);
  const [before, after] = [idsOf(base), idsOf(proposal)];
  return pins.flatMap(({ kind, context, names, at }): Diagnostic[] => {
    if (context === null) return [];
    const known = kind === 'owner' ? after : before;
    const renamedTo = kind === 'rename' ? (names[0] ?? '') : context;
    if (known.includes(context) || known.includes(renamedTo)) return [];
    const close = nearest(context, known);
    const question = close === undefined ? '' : `; did you mean ${close}?`;
    return [
      kind === 'pin'
        ? {
            severity: 'note',
            code: 'PIN_MAKES_CONTEXT',
            message: `without this pin no context is called ${context}: its modules are one of their own${question}`,
            ...locationOf(at),
          }
        : {
            severity: 'warning',
            code: 'PIN_WITHOUT_CONTEXT',
            message: `the pin \`${kind}\` is about ${context}, and no context is called so${question}`,
            ...locationOf(at),
          },
    ];
  });
}

function aboutPrices(pins: readonly DecidedPin[]): Diagnostic[] {
  const [first, ...others] = pins.filter(({ price }) => price === null);
  if (!first) return [];
  const more = others.length === 0 ? '' : `, and of ${others.length} more`;
  return [
    {
      severity: 'note',
      code: 'PIN_NOT_PRICED',
      message: `the price of this pin${more} was not worked out: each takes as long as finding the contexts once more`,
      ...locationOf(first.at),
    },
  ];
}
