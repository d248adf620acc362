import { isDeepStrictEqual } from 'node:util';
import { by, byCodeUnit } from '../../lib/ordered.ts';
import { toAccessFact, toJoinFact } from '../discover/access-fact.ts';
import { indexAccesses } from '../discover/calls/behaviour.ts';
import { type CallEffects, callFacts } from '../discover/calls/call-facts.ts';
import { type CallGraph, createCallGraph } from '../discover/calls/call-graph.ts';
import { dependenciesOf } from '../discover/dependencies-of.ts';
import { discoverFewEntities } from '../discover/entities/discover-entities.ts';
import type { SchemaSource } from '../discover/entities/model.ts';
import { discoverEvents, type FoundEvents } from '../discover/events/discover-events.ts';
import { eventLibraries } from '../discover/events/registry.ts';
import { toModuleFact } from '../discover/module-fact.ts';
import { discoverOutbound } from '../discover/outbound/discover-outbound.ts';
import type { Injected } from '../discover/injection/discover-injection.ts';
import type { Program } from '../discover/program.ts';
import { roleByName } from '../discover/role-by-name.ts';
import type { FunctionCode } from '../discover/source/code.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import { discoverState } from '../discover/state/discover-state.ts';
import { receiversOf } from '../discover/types/receivers.ts';
import type { Facts } from '../facts.ts';
import { type ChangedModule, isContained } from './contained.ts';
import type { MovedLines } from './moved-lines.ts';
import { movePlaces } from './move-places.ts';
import { byOpener, outcomeDigest } from './outcome.ts';
import { GoneCode } from './named-code.ts';
import { isQuiet } from './quiet-change.ts';
import type { Surroundings } from './surroundings.ts';
import type { Trail } from './trail.ts';

/**
 * Facts after a change of the bodies of functions of one file, whose own part of them is worked out anew; null when the change
 * may mean more than that. All that follows for others from what the functions do is compared with what it was.
 */
export async function redo(
  facts: Facts,
  changed: ChangedModule,
  surroundings: Surroundings,
  trail: Trail,
): Promise<Facts | null> {
  const { after, change } = changed;
  const { path } = after;
  const isOwn = roleByName(path) !== 'test';
  const program: Program = { ...surroundings.program, application: isOwn ? [after] : [] };
  if (!isContained(changed, facts, { ...surroundings, program }, trail)) return null;
  const { shaper, trailOf, injectedIn, fileOf } = surroundings;
  const graph = { ...createCallGraph(new Map([[path, after]]), shaper), fileOf };
  const [oldTotal, oldOpen] = trailOf(path).receivers;
  const isOf = ({ from }: { readonly from: string }) => from === path;
  const others = {
    ...facts,
    calls: facts.calls.filter((each) => !isOf(each)),
    dependencies: facts.dependencies.filter((each) => !isOf(each)),
  };
  const moved = movePlaces(others, path, change.lines);
  if (!moved) return null;
  const injected = injectedIn(path).map((each) => atLineOf(each, change.lines));
  const dependencies = dependenciesOf(program, injected, shaper, () => undefined, [after]);
  const effects = effectsFrom(surroundings, trail, changed, graph);
  const calls = callFacts(program.application, graph, effects, fileOf);
  const parted = new Set((facts.parts?.modules ?? []).map(({ file }) => file));
  const old = [...facts.calls.filter(isOf), ...facts.dependencies.filter(isOf)];
  if (parted.has(path) || [...calls, ...dependencies, ...old].some(({ to }) => parted.has(to))) return null;
  if (isOwn && !(await isSameBeyond(changed, moved, { program, surroundings, graph, trail }))) return null;
  const { total, open } = receiversOf(program, shaper);
  return {
    ...moved,
    modules: facts.modules.map((each) => (each.path === path ? toModuleFact(after, each.role) : each)),
    dependencies: withOwn(moved.dependencies, dependencies, path),
    calls: withOwn(moved.calls, calls, path),
    receivers: {
      ...facts.receivers,
      total: facts.receivers.total - oldTotal + total,
      unresolved: facts.receivers.unresolved - oldOpen + open.length,
    },
  };
}

/** What a container puts at a place, at the line where that is now. */
function atLineOf(injected: Injected, lines: MovedLines): Injected {
  const { injection } = injected;
  const line = lines.get(injection.line);
  if (line === undefined) throw new GoneCode(`nothing says where line ${injection.line} is`);
  return { ...injected, injection: { ...injection, line } };
}

/** What other functions do, and where transactions open now. */
function effectsFrom(
  surroundings: Surroundings,
  trail: Trail,
  { after, change: { lines } }: ChangedModule,
  graph: CallGraph,
): CallEffects {
  const { trailOf, placeOf, isNew } = surroundings;
  const { path } = after;
  const at = (numbers: readonly number[] | null, number: number) => numbers?.[number] ?? -1;
  const known = (code: FunctionCode): string | undefined => {
    const [file, number] = placeOf(code);
    const place = trail.transactions[at(trailOf(file).transactions, number)];
    if (!place?.startsWith(`${path}:`)) return place;
    return `${path}:${lines.get(Number(place.slice(path.length + 1)))}`;
  };
  return {
    of(code) {
      const [file, number] = placeOf(code);
      return trail.effects[at(trailOf(file).effects, number)];
    },
    transactionOf: (code) =>
      isNew(code) ? placeAround(code, after, surroundings, graph, known) : known(code),
  };
}

/** The transaction that a new function may run in: that of all functions which run it. */
function placeAround(
  code: FunctionCode,
  { functions, code: top }: SourceModule,
  { isNew }: Surroundings,
  graph: CallGraph,
  known: (code: FunctionCode) => string | undefined,
): string | undefined {
  const callers = new Set([code]);
  // The set grows while it is visited.
  for (const each of callers) {
    for (const caller of isNew(each) ? functions : [])
      if (caller !== top && new Set(graph.nextOf(caller)).has(each)) callers.add(caller);
  }
  const places = new Set([...callers].flatMap((each) => (isNew(each) ? [] : (known(each) ?? []))));
  if (places.size > 1) throw new GoneCode(`${code.name} may run in several transactions`);
  return [...places][0];
}

/** A list by file with other entries for one. */
function withOwn<T extends { readonly from: string }>(
  others: readonly T[],
  own: readonly T[],
  path: string,
): T[] {
  const next = others.findIndex(({ from }) => byCodeUnit(from, path) > 0);
  const at = next < 0 ? others.length : next;
  return [...others.slice(0, at), ...own, ...others.slice(at)];
}

interface Scene {
  readonly program: Program;
  readonly surroundings: Surroundings;
  readonly graph: CallGraph;
  readonly trail: Trail;
}

/** Whether the file says the same as before about data, events, state and other systems, at the same places, and means the same to others. */
async function isSameBeyond(changed: ChangedModule, facts: Facts, scene: Scene): Promise<boolean> {
  const { after, change } = changed;
  const { program, surroundings, graph, trail } = scene;
  const { shaper, placeOf, trailOf, isNew } = surroundings;
  const { path } = after;
  const writes = (state: Facts['state']) =>
    state.flatMap(({ file, name, writers }) =>
      writers.filter((each) => each.file === path).map((each) => ({ ...each, of: `${file} ${name}` })),
    );
  if (!isDeepStrictEqual(writes(discoverState(program)).sort(byLine), writes(facts.state).sort(byLine)))
    return false;
  const isSmall = change.added.length + change.removed.length + change.exported.length === 0;
  if (isSmall && change.calls.before.length + change.calls.after.length === 0) return true;
  const outbound = discoverOutbound({ ...program, shaper });
  if (!isDeepStrictEqual(placesIn(outbound, path), placesIn(facts.outbound, path))) return false;
  const events = discoverEvents(program, shaper);
  if (!isSameEvents(events, facts, path)) return false;
  if (isQuiet(change, { after, shaper, trail })) return true;
  const files = new Set([...trail.declaring, path]);
  const declaring = [...files].sort(byCodeUnit).flatMap((file) => program.modules.get(file) ?? []);
  const data = await discoverFewEntities(
    { ...program, application: declaring },
    shaper,
    JSON.parse(trail.sqlFiles) as readonly SchemaSource[],
  );
  if (data.declared.digest !== trail.declared) return false;
  const isHere = ({ file }: { readonly file: string }) => file === path;
  if (!isDeepStrictEqual(data.accesses.filter(isHere).map(toAccessFact), facts.accesses.filter(isHere)))
    return false;
  if (!isDeepStrictEqual(data.joins.filter(isHere).map(toJoinFact), facts.joins.filter(isHere))) return false;
  const opened = (all: readonly { readonly file: string; readonly line: number }[]) =>
    all.filter(isHere).map(({ line }) => line);
  if (!isDeepStrictEqual(opened(data.transactions), opened(facts.transactions))) return false;
  const sources = {
    graph,
    events,
    isNew,
    accesses: indexAccesses(data.accesses),
    transactions: byOpener(data.transactions),
    nameOf: (code: FunctionCode) => placeOf(code).join('#'),
  };
  const { outcomes } = trailOf(path);
  return changed.before.functions.every((code, number) => {
    const now = change.counterpartOf(code) as FunctionCode | undefined;
    return now === undefined || outcomeDigest(now, sources) === outcomes[number];
  });
}

const byLine = by<{ readonly line: number; readonly of: string }>(
  ({ line }) => line,
  ({ of }) => of,
);

/** What is at places of a file. */
function placesIn(all: Facts['outbound'], path: string): unknown[] {
  return all.flatMap(({ locations, ...each }) =>
    locations.flatMap((place) => (isIn(place, path) ? [{ ...each, place }] : [])),
  );
}

function isIn(place: string, path: string): boolean {
  return place.startsWith(`${path}:`) && !place.slice(path.length + 1).includes(':');
}

function isSameEvents({ events, operations }: FoundEvents, facts: Facts, path: string): boolean {
  const known = new Map(facts.events.map((each) => [`${each.transport} ${each.name}`, each]));
  const seen = (
    all: readonly { name: string; transport: string; publishers: string[]; subscribers: string[] }[],
  ) =>
    all.flatMap(({ name, transport, publishers, subscribers }) => {
      const own = [publishers, subscribers].map((places) => places.filter((place) => isIn(place, path)));
      return own.flat().length > 0 ? [[name, transport, ...own]] : [];
    });
  if (!isDeepStrictEqual(seen(events), seen(facts.events))) return false;
  // What is sent elsewhere through a function of this file.
  const isKnown = events.every(({ name, transport, publishers, subscribers }) => {
    const event = known.get(`${transport} ${name}`);
    return (
      event !== undefined &&
      publishers.every((place) => event.publishers.includes(place)) &&
      subscribers.every((place) => event.subscribers.includes(place))
    );
  });
  const waiting = facts.operations.filter(({ file, framework }) => file === path && ofEvents.has(framework));
  return isKnown && isDeepStrictEqual(said(operations), said(waiting));
}

const ofEvents: ReadonlySet<string> = new Set(eventLibraries.map(({ name }) => name));

type Said = Pick<Facts['operations'][number], 'protocol' | 'name' | 'line' | 'framework' | 'confidence'>;

function said(operations: readonly Said[]): string[] {
  return operations
    .map(({ protocol, name, line, framework, confidence }) =>
      JSON.stringify([protocol, name, line, framework, confidence]),
    )
    .sort(byCodeUnit);
}
