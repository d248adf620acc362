import { by } from '../../lib/ordered.ts';
import { type Grain, grains } from '../../model/analysis.ts';
import { heaviestAssignment } from '../graph/assignment.ts';
import type { NamedGroup } from './name-contexts.ts';
import type { Wishes } from './pins/resolve-pins.ts';
import type { Candidate, Proposal } from './propose.ts';

/** From this share of their modules on, common of all of both, two contexts are the same one. */
const minOverlap = 0.3;

/** Contexts that somebody knows already, by grain. */
export type KnownContexts = Readonly<Record<Grain, { readonly contexts: readonly NamedGroup[] }>>;

/**
 * The proposal with the ids that its contexts had before: at every grain each context takes the id of the one that it has most modules
 * in common with, so that the overlap is greatest in all. A new context never takes an id that meant another one.
 *
 * What wishes name keeps its name. The same proposal comes out where nothing changed.
 */
export function carryOver(
  proposal: Proposal,
  before: Pick<Proposal, 'candidates'>,
  wishes: Pick<Wishes, 'contextOf' | 'renamed' | 'staying'>,
): Proposal {
  const { coarse, balanced, fine } = before.candidates;
  return withKnownIds(proposal, { coarse, balanced, fine }, wishes);
}

/** See `carryOver`. */
export function withKnownIds(
  proposal: Proposal,
  known: KnownContexts,
  { contextOf, renamed, staying }: Pick<Wishes, 'contextOf' | 'renamed' | 'staying'>,
): Proposal {
  const decided = new Set([...contextOf.values(), ...renamed.keys()]);
  const newNames = new Map([...renamed].map(([to, from]) => [from, to]));
  const candidates = grains.map((grain): [Grain, Candidate] => {
    const candidate = proposal.candidates[grain];
    const ids = idsFor(candidate.contexts, known[grain].contexts, decided, staying);
    for (const [own, id] of ids) ids.set(own, newNames.get(id) ?? id);
    return [grain, withIds(candidate, ids)];
  });
  return { ...proposal, candidates: Object.fromEntries(candidates) as Record<Grain, Candidate> };
}

/** The new id of each context. */
function idsFor(
  contexts: readonly NamedGroup[],
  known: readonly NamedGroup[],
  decided: ReadonlySet<string>,
  staying: ReadonlySet<string>,
): Map<string, string> {
  const open = contexts.filter(({ id }) => !decided.has(id));
  const free = known.filter(({ id }) => !decided.has(id));
  const pairs = heaviestAssignment(open.map((context) => overlaps(context, free, staying)));
  const ids = new Map(contexts.filter(({ id }) => decided.has(id)).map(({ id }) => [id, id]));
  // What has nothing in common is another code base, whose names mean nothing here.
  const isSameCode = pairs.some((pair) => pair >= 0);
  const taken = new Set([...decided, ...(isSameCode ? known.map(({ id }) => id) : [])]);
  open.forEach(({ id }, index) => {
    const match = free[pairs[index] ?? -1];
    if (match) ids.set(id, match.id);
  });
  for (const { id } of open) {
    if (ids.has(id)) continue;
    let name = id;
    for (let number = 2; taken.has(name); number++) name = `${id}-${number}`;
    taken.add(name);
    ids.set(id, name);
  }
  return ids;
}

/** Jaccard index with each of some groups; 0 below the least, 1 with one that a module stays in. */
function overlaps(
  { modules }: NamedGroup,
  groups: readonly NamedGroup[],
  staying: ReadonlySet<string>,
): number[] {
  const own = new Set(modules);
  return groups.map((group) => {
    if (group.modules.some((path) => staying.has(path) && own.has(path))) return 1;
    const common = group.modules.filter((path) => own.has(path)).length;
    const share = common / (own.size + group.modules.length - common);
    return share < minOverlap ? 0 : share;
  });
}

function withIds(candidate: Candidate, ids: ReadonlyMap<string, string>): Candidate {
  const idOf = (id: string): string => ids.get(id) ?? id;
  return {
    ...candidate,
    contexts: candidate.contexts
      .map(({ id, modules }) => ({ id: idOf(id), modules }))
      .sort(by(({ id }) => id)),
    testsOf: new Map([...candidate.testsOf].map(([path, id]) => [path, idOf(id)])),
    rivalOf: new Map(
      [...candidate.rivalOf].map(([path, rival]) => [path, { ...rival, context: idOf(rival.context) }]),
    ),
    borders: candidate.borders
      .map(({ between: [a, b], ...border }) => {
        const [left, right] = [idOf(a), idOf(b)];
        return { ...border, between: left < right ? ([left, right] as const) : ([right, left] as const) };
      })
      .sort(
        by(
          ({ between: [a] }) => a,
          ({ between: [, b] }) => b,
        ),
      ),
  };
}
