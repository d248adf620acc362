import { briefPatterns } from '../../../lib/brief-patterns.ts';
import { byCodeUnit } from '../../../lib/ordered.ts';
import type { Pin } from '../../../model/pins.ts';
import { modulesMeant } from './change.ts';
import { type Outlook, sizesOf, standings, type Subject } from './outlook.ts';

/**
 * The pins that make an outlook hold: those of the team as far as they still say what is wanted, then what was decided, by context; then,
 * that nothing else moves. With `areAll` every module of a context is pinned, whether or not something was decided about it.
 */
export function pinsOf(data: Subject, outlook: Outlook, areAll = false): Pin[] {
  const isUntouched = outlook.decided.size === 0 && outlook.dropped.size === 0 && !areAll;
  const kept = data.decide.pins.flatMap((_, index) =>
    outlook.dropped.has(index) ? [] : (amended(data, outlook, index) ?? []),
  );
  const covered = new Set(kept.flatMap((pin) => pin.covers));
  const isHeld = !isUntouched && kept.some(({ pin }) => isPlacing(pin));
  const own = wanted(data, outlook, areAll, isHeld).filter((module) => !covered.has(module));
  const said = [...kept.map(({ pin }) => pin), ...placing(data, outlook, own)];
  const isStaying = said.some(({ kind, groups }) => kind === 'stay' && groups.flat().includes('**'));
  return [
    ...said,
    ...renames(data, outlook),
    ...(said.some(isPlacing) && !isStaying && !isUntouched ? [pinOf('stay', [['**']])] : []),
  ];
}

function isPlacing({ kind }: Pin): boolean {
  return kind !== 'owner' && kind !== 'rename' && kind !== 'stay';
}

function pinOf(kind: Pin['kind'], groups: Pin['groups'], parts: Partial<Pin> = {}): Pin {
  return { kind, at: '', groups, context: null, names: [], because: null, ...parts };
}

/** Modules to name: what was decided and, where pins of the team are `held`, what followed these: from now on nothing follows. */
function wanted(
  data: Subject,
  { decided, home, standing }: Outlook,
  areAll: boolean,
  isHeld: boolean,
): number[] {
  const followed = new Set(isHeld ? data.decide.withoutPins.map(([module]) => module) : []);
  return Array.from(home.keys()).filter(
    (module) =>
      decided.has(module) || (standing[module] === standings.counted && (areAll || followed.has(module))),
  );
}

/** Pins for modules, one for each context and one for what is shared. */
function placing({ names, modules }: Subject, outlook: Outlook, own: readonly number[]): Pin[] {
  const groups = new Map<string, string[]>();
  for (const module of own) {
    const context = outlook.home[module] as number;
    const id = context === -1 ? '' : (outlook.ids[context] as string);
    groups.set(id, [...(groups.get(id) ?? []), names[module] as string]);
  }
  const beside = ['test', 'generated'].map((role) => modules.roles.indexOf(role as 'test'));
  const all = modules.role.flatMap((role, module) =>
    beside.includes(role) ? [] : [names[module] as string],
  );
  return [...groups]
    .sort(([a], [b]) => byCodeUnit(a || '~', b || '~'))
    .map(([id, paths]) => {
      const patterns = [briefPatterns(paths, all)];
      return id === '' ? pinOf('shared', patterns) : pinOf('pin', patterns, { context: id });
    });
}

interface Amended {
  readonly pin: Pin;
  /** Modules that need no other pin. */
  readonly covers: readonly number[];
}

/** A pin of the team without what was decided otherwise, by the new names; null where nothing is left of it. */
function amended(data: Subject, outlook: Outlook, index: number): Amended | null {
  const { kind, at, groups, context, names, because } = data.decide.pins[index] as Pin;
  const pin: Pin = { kind, at, groups, context, names, because };
  const newName = (id: string | null): string | null => {
    const known = data.contexts.findIndex((each) => each.id === id);
    return known === -1 ? id : (outlook.ids[known] as string);
  };
  if (kind === 'rename')
    return { pin: { ...pin, names: names.map((id) => newName(id) as string) }, covers: [] };
  const meant = modulesMeant(data, index);
  const isOtherwise = disagreement(outlook, kind, newName(context), meant);
  const left = meant.map((group) => group.filter((module) => !isOtherwise(module)));
  const exceptions = meant.map((group) =>
    group.filter(isOtherwise).map((module) => data.names[module] as string),
  );
  const count = left.filter((group) => group.length > 0).length;
  const least = kind === 'apart' ? 2 : 1;
  if (meant.length > 0 && exceptions.some((group) => group.length > 0)) {
    if (count < least || (kind === 'together' && left.flat().length < 2)) return null;
    const lists = groups.map((group, side) => excepted(group, exceptions[side] ?? []));
    return {
      pin: { ...pin, context: newName(context), groups: lists.filter((_, side) => left[side]?.length) },
      covers: coveredBy(kind, left),
    };
  }
  return { pin: { ...pin, context: newName(context) }, covers: coveredBy(kind, left) };
}

function coveredBy(kind: Pin['kind'], left: readonly (readonly number[])[]): readonly number[] {
  return kind === 'pin' || kind === 'shared' ? left.flat() : [];
}

/** Whether something was decided about a module that a pin does not say. */
function disagreement(
  { ids, home, standing, decided }: Outlook,
  kind: Pin['kind'],
  context: string | null,
  meant: readonly (readonly number[])[],
): (module: number) => boolean {
  const homeOf = (module: number): number => home[module] as number;
  if (kind === 'pin') return (module) => decided.has(module) && ids[homeOf(module)] !== context;
  if (kind === 'shared')
    return (module) => decided.has(module) && (homeOf(module) !== -1 || standing[module] !== standings.runs);
  if (kind === 'together' && new Set(meant.flat().map(homeOf)).size === 1) return () => false;
  if (kind === 'apart' && areApart(meant.map((group) => new Set(group.map(homeOf))))) return () => false;
  return (module) => decided.has(module);
}

function areApart(sides: readonly ReadonlySet<number>[]): boolean {
  const all = sides.flatMap((side) => [...side].filter((context) => context !== -1));
  return new Set(all).size === all.length;
}

function excepted(group: readonly string[], paths: readonly string[]): string[] {
  const gone = new Set(paths);
  const rest = group.filter((pattern) => !gone.has(pattern));
  const named = new Set(group);
  return [...rest, ...paths.filter((path) => !named.has(path)).map((path) => `!${path}`)];
}

/** New names of contexts that are there without any pin; those that pins make are named by these. */
function renames(data: Subject, outlook: Outlook): Pin[] {
  const sizes = sizesOf(outlook);
  const kept = data.decide.pins.filter((_, index) => !outlook.dropped.has(index));
  const moved = new Set(data.decide.withoutPins.map(([module]) => module));
  return data.contexts.flatMap(({ id }, context) => {
    const to = outlook.ids[context] as string;
    const isThere = data.modules.context.some((home, module) => home === context && !moved.has(module));
    const isSaid = kept.some(({ kind, names }) => kind === 'rename' && names[0] === id);
    const isGone = data.decide.pins.some(
      ({ kind, names, context: from }, index) =>
        kind === 'rename' && names[0] === id && from === to && outlook.dropped.has(index),
    );
    if (to === id || sizes[context] === 0 || !isThere || isSaid || isGone) return [];
    return [pinOf('rename', [], { context: id, names: [to] })];
  });
}
