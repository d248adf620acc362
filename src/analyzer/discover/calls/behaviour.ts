import { sortedUnique } from '../../../lib/ordered.ts';
import type { SideEffects } from '../../../model/analysis.ts';
import type { Access } from '../entities/discover-entities.ts';
import type { FoundEvents } from '../events/discover-events.ts';
import type { FunctionCode } from '../source/code.ts';
import type { CallGraph } from './call-graph.ts';
import { effectOf } from './effects.ts';

/** What functions do to entities, by function. */
export type AccessIndex = ReadonlyMap<FunctionCode, readonly Access[]>;

export function indexAccesses(accesses: readonly Access[]): AccessIndex {
  const index = new Map<FunctionCode, Access[]>();
  for (const access of accesses) {
    const known = index.get(access.code);
    if (known) known.push(access);
    else index.set(access.code, [access]);
  }
  return index;
}

export interface BehaviourSources {
  readonly graph: CallGraph;
  readonly accesses: AccessIndex;
  readonly events: FoundEvents;
  /** The module that a function is of. */
  readonly moduleOf: (code: FunctionCode) => string;
}

export interface Behaviour {
  /** Paths of the modules with functions that may run. */
  readonly modules: readonly string[];
  readonly entities: readonly string[];
  readonly sideEffects: SideEffects;
}

/**
 * What running some functions may reach, through declarations and not whole files; the handler of a command that they send
 * and wait for is reached too.
 *
 * Side effects also count what listeners of published events do: they run in the same process. `external` outranks
 * `writes`, since it cannot be rolled back; `none` needs every call to be known.
 */
export function behaviours(sources: BehaviourSources): (start: readonly FunctionCode[]) => Behaviour {
  const { graph, accesses, events, moduleOf } = sources;
  const known = new Map<FunctionCode, ReadonlySet<SideEffects>>();
  const effectsIn = (code: FunctionCode): ReadonlySet<SideEffects> => {
    const effects = known.get(code) ?? ownEffects(code, sources);
    known.set(code, effects);
    return effects;
  };
  return (start) => {
    const reached = withListeners(graph.reachableFrom(start), graph, events, true);
    const entities = [...reached].flatMap((code) => (accesses.get(code) ?? []).map(({ entity }) => entity));
    const found = new Set<SideEffects>(start.length === 0 ? ['unknown'] : []);
    for (const code of withListeners(reached, graph, events, false))
      for (const effect of effectsIn(code)) found.add(effect);
    return {
      modules: sortedUnique([...reached].map(moduleOf)),
      entities: sortedUnique(entities),
      sideEffects: (['external', 'writes', 'unknown'] as const).find((each) => found.has(each)) ?? 'none',
    };
  };
}

/** What running a function does before what it calls is looked at. */
function ownEffects(
  code: FunctionCode,
  { graph, accesses, events }: BehaviourSources,
): ReadonlySet<SideEffects> {
  const found = new Set<SideEffects>();
  const own = accesses.get(code) ?? [];
  if (own.some(({ op }) => op === 'write')) found.add('writes');
  for (const { call, externals, isResolved } of graph.targetsOf(code)) {
    if (!isResolved && !call.isNew && !isOfBus(code, events)) found.add('unknown');
    for (const external of externals)
      found.add(effectOf({ ...external, isNew: call.isNew, isSeen: own.length > 0 }));
  }
  return found;
}

function isOfBus({ self }: FunctionCode, { buses }: FoundEvents): boolean {
  return self !== null && buses.has(self);
}

/** With the handlers of commands, and unless `onlyCalls` with the listeners of events. */
function withListeners(
  reached: ReadonlySet<FunctionCode>,
  graph: CallGraph,
  events: FoundEvents,
  onlyCalls: boolean,
): Set<FunctionCode> {
  const run = new Set(reached);
  // The set grows while it is visited.
  for (const code of run) {
    for (const { channel, isCall } of events.sentBy.get(code) ?? []) {
      if (onlyCalls && !isCall) continue;
      const listening = (events.listeners.get(channel) ?? []).filter((each) => !run.has(each));
      for (const each of graph.reachableFrom(listening)) run.add(each);
    }
  }
  return run;
}
