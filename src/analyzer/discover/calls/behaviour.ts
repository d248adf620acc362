import { sortedUnique } from '../../../lib/ordered.ts';
import type { SideEffects } from '../../../model/analysis.ts';
import type { Access } from '../entities/discover-entities.ts';
import type { FoundEvents } from '../events/discover-events.ts';
import type { FunctionCode } from '../source/code.ts';
import type { CallGraph } from './call-graph.ts';
import { effectOf } from './effects.ts';
import { unionOverReach } from './union-over-reach.ts';

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
  const effectsOf = unionOverReach<FunctionCode>(
    (code) => runBy(code, graph, events),
    (code) => ownEffects(code, sources),
  );
  return (start) => {
    const reached = withHandlers(graph.reachableFrom(start), graph, events);
    const entities = [...reached].flatMap((code) => (accesses.get(code) ?? []).map(({ entity }) => entity));
    const found = start.reduce(
      (bits, code) => bits | effectsOf(code),
      start.length === 0 ? bitOf.unknown : 0,
    );
    return {
      modules: sortedUnique([...reached].map(moduleOf)),
      entities: sortedUnique(entities),
      sideEffects: (['external', 'writes', 'unknown'] as const).find((each) => found & bitOf[each]) ?? 'none',
    };
  };
}

/** Side effects as bits, so that those of many functions are one number. */
const bitOf: Readonly<Record<SideEffects, number>> = { none: 0, unknown: 1, writes: 2, external: 4 };

/** What a function may run: by calling it, and by publishing what it listens to. */
function* runBy(code: FunctionCode, graph: CallGraph, events: FoundEvents): Iterable<FunctionCode> {
  yield* graph.nextOf(code);
  for (const { channel } of events.sentBy.get(code) ?? []) yield* events.listeners.get(channel) ?? [];
}

/** What running a function does before what it calls is looked at. */
export function ownEffects(
  code: FunctionCode,
  { graph, accesses, events }: Pick<BehaviourSources, 'graph' | 'accesses' | 'events'>,
): number {
  const own = accesses.get(code) ?? [];
  let found = own.some(({ op }) => op === 'write') ? bitOf.writes : 0;
  for (const { call, externals, isResolved } of graph.targetsOf(code)) {
    if (!isResolved && !call.isNew && !isOfBus(code, events)) found |= bitOf.unknown;
    for (const external of externals)
      found |= bitOf[effectOf({ ...external, isNew: call.isNew, isSeen: own.length > 0 })];
  }
  return found;
}

function isOfBus({ self }: FunctionCode, { buses }: FoundEvents): boolean {
  return self !== null && buses.has(self);
}

/** With the handlers of the commands that are sent and waited for. */
function withHandlers(
  reached: ReadonlySet<FunctionCode>,
  graph: CallGraph,
  events: FoundEvents,
): Set<FunctionCode> {
  const run = new Set(reached);
  // The set grows while it is visited.
  for (const code of run) {
    for (const { channel, isCall } of events.sentBy.get(code) ?? []) {
      if (!isCall) continue;
      const listening = (events.listeners.get(channel) ?? []).filter((each) => !run.has(each));
      for (const each of graph.reachableFrom(listening)) run.add(each);
    }
  }
  return run;
}
