import type { NamedGroup } from '../name-contexts.ts';
import type { Candidate, Proposal } from '../propose.ts';
import type { Hearts } from './constrain.ts';
import type { Wishes } from './resolve-pins.ts';

/** Below this the runs do not agree that a module belongs to its context. */
const minConfidence = 0.6;

/**
 * The heart of each context that pins are about, in the proposal without pins: its modules that also stay together at the other
 * grains, the largest such group. Contexts that would not be there are absent.
 *
 * A context that only pins make is carved out of the others and does not swallow one: these have a heart then, too, except those
 * of which it takes half or more.
 */
export function heartsOf({ candidates, recommended }: Proposal, { contextOf, renamed }: Wishes): Hearts {
  const candidate = candidates[recommended];
  const byId = new Map(candidate.contexts.map((context) => [context.id, context]));
  const others = [candidates.coarse, candidates.fine].map(contextsByPath);
  const hearts = new Map<string, readonly string[]>();
  const newIds = new Set<string>();
  for (const id of new Set([...contextOf.values(), ...renamed.keys()])) {
    const context = byId.get(renamed.get(id) ?? id) ?? byId.get(id);
    if (context === undefined) newIds.add(id);
    else hearts.set(id, heartOf(context, candidate, others));
  }
  if (newIds.size === 0) return hearts;
  for (const context of candidate.contexts) {
    const taken = context.modules.filter((path) => newIds.has(contextOf.get(path) ?? ''));
    if (hearts.has(context.id) || taken.length * 2 >= context.modules.length) continue;
    hearts.set(context.id, heartOf(context, candidate, others));
  }
  return hearts;
}

function contextsByPath({ contexts }: Candidate): Map<string, string> {
  return new Map(contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)));
}

function heartOf(
  { modules }: NamedGroup,
  { confidenceOf }: Candidate,
  others: readonly ReadonlyMap<string, string>[],
): string[] {
  const groups = new Map<string, string[]>();
  for (const path of modules.filter((each) => (confidenceOf.get(each) ?? 0) >= minConfidence)) {
    const key = others.map((contextOf) => contextOf.get(path) ?? '').join('\n');
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  return [...groups.values()].reduce(
    (best, group) => (group.length > best.length ? group : best),
    groups.size === 0 ? [...modules] : [],
  );
}
