import { by } from '../../lib/ordered.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { type HistoryOptions, openProject, type Project } from '../../project/index.ts';
import type { Facts } from '../facts.ts';
import { indexAccesses } from './calls/behaviour.ts';
import { type CallEffects, callEffects, callFacts } from './calls/call-facts.ts';
import { type CallGraph, createCallGraph } from './calls/call-graph.ts';
import { unresolvedImports } from './dependencies.ts';
import { dependenciesOf } from './dependencies-of.ts';
import { discoverEntities, type FoundEntities } from './entities/discover-entities.ts';
import { discoverEvents, type FoundEvents } from './events/discover-events.ts';
import { byPlace } from './by-place.ts';
import { importsAbove } from './imports-above.ts';
import { discoverHistory } from './history/discover-history.ts';
import { ownersIn } from './history/owners-in.ts';
import { discoverInjection, type FoundInjection } from './injection/discover-injection.ts';
import { placesOf } from './injection/injected-shapes.ts';
import { discoverOutbound } from './outbound/discover-outbound.ts';
import { toModuleFact } from './module-fact.ts';
import { discoverParts } from './parts/discover-parts.ts';
import { partFacts, referencesOfParts } from './parts/part-references.ts';
import { linkProgram, type Program } from './program.ts';
import { report, type Watched } from './progress.ts';
import { rolesOf } from './roles.ts';
import type { ObservedLine } from './runtime/observation.ts';
import { discoverRuntime } from './runtime/discover-runtime.ts';
import type { FoundOperation } from './routes/discoverer.ts';
import { discoverRoutes, type FoundRoutes } from './routes/discover-routes.ts';
import { entryPackagesOf } from './routes/wiring-modules.ts';
import { entryPointFacts } from './routes/entry-point-fact.ts';
import { createShaper } from './shapes/create-shaper.ts';
import { seenBy } from './shapes/seen-shapes.ts';
import type { Shaper } from './shapes/shaper.ts';
import type { FunctionCode, Variable } from './source/code.ts';
import { settleReceivers } from './types/settle-receivers.ts';
import { type ReadFiles, readModules } from './source/read-modules.ts';
import { discoverState } from './state/discover-state.ts';
import { toAccessFact, toJoinFact } from './access-fact.ts';
import { transactionFacts } from './transaction-facts.ts';
import { refuseUnresolved } from './unresolved.ts';

export type { Progress } from './progress.ts';
export type { ObservedLine } from './runtime/observation.ts';
export type { ReadFiles } from './source/read-modules.ts';

export interface DiscoverLimits {
  /** Larger files are named in a diagnostic and not read; 1,000,000 by default. */
  readonly maxFileBytes?: number;
  /** Share of relative imports that may lead nowhere, 0..1; 0.2 by default. */
  readonly maxUnresolvedShare?: number;
}

export interface DiscoverOptions extends Watched {
  /** Folder to analyse, absolute or relative to the working directory. */
  readonly root: string;
  readonly limits?: DiscoverLimits;
  /** See `ProjectOptions`. */
  readonly except?: string | undefined;
  /** Whether the type checker is asked for receivers that syntax does not decide; it is not by default. */
  readonly isPrecise?: boolean | undefined;
  /** How the commits are read; they are not when absent. */
  readonly history?: Omit<HistoryOptions, 'signal'> | undefined;
  /** Filled for another run of the same process, which then reads again only what has another text; nothing is kept when absent. */
  readonly files?: ReadFiles | undefined;
  /** Lines of OTLP/JSON and of the proxy's exchange log; throws `TRACES_INVALID` at one that is neither. */
  readonly observed?: AsyncIterable<ObservedLine> | undefined;
}

/**
 * Reads a code base and states what is in it.
 *
 * Nothing of it is executed. Above the root only configuration is read (see `Disk`), up to the folder of the enclosing
 * repository; without a repository, nothing. Throws `PATH_MISSING`, `NO_SOURCE_FILES`,
 * `NOTHING_PARSED` and `IMPORTS_UNRESOLVED`; anything smaller is a diagnostic. Rejects with the signal's reason.
 */
export async function discoverFacts(
  options: DiscoverOptions,
  project: Project = openProject({ ...options, maxFileBytes: options.limits?.maxFileBytes }),
): Promise<Facts> {
  return (await discover(options, project)).facts;
}

/** The facts with what they were worked out from, for what is remembered of a run. */
export interface Discovered {
  readonly facts: Facts;
  readonly program: Program;
  readonly wiring: Omit<FoundRoutes, 'machine'>;
  readonly started: Started;
  readonly injection: FoundInjection;
  readonly shaper: Shaper;
  readonly graph: CallGraph;
  readonly events: FoundEvents;
  readonly data: FoundEntities;
  readonly effects: CallEffects;
}

/** What the evaluation of the wiring code ran. */
interface Started {
  readonly ran: ReadonlySet<FunctionCode>;
  /** Files whose top level was run. */
  readonly loaded: ReadonlySet<string>;
  /** Parameters that something was seen in. */
  readonly seen: readonly Variable[];
  readonly entryPackages: ReadonlySet<string>;
}

/** See `discoverFacts`. */
export async function discover(options: DiscoverOptions, project: Project): Promise<Discovered> {
  const { signal, limits = {} } = options;
  const unread: Diagnostic[] = [];
  const modules = await readModules(project, unread, options, options.files);
  const stage = (done: number) => report(options, { phase: 'link', done, total: 6 });
  await stage(0);
  const program = linkProgram(project, modules);
  const unresolved = unresolvedImports(program);
  refuseUnresolved(unresolved, modules, limits.maxUnresolvedShare ?? 0.2);
  await stage(1);
  const { wiring, started, injection, shaper, receivers } = await readWiring(program, options);
  const { injected } = injection;
  const { routes, operations } = wiring;
  const graph = createCallGraph(modules, shaper);
  const events = discoverEvents(program, shaper);
  await stage(2);
  const data = await discoverEntities(program, shaper);
  const accesses = indexAccesses(data.accesses);
  await stage(3);
  const roles = rolesOf(program, graph, wiring.applicationFiles);
  if (options.history) await report(options, { phase: 'history', done: 0, total: 0 });
  const commits = await discoverHistory(program, options.history && { ...options.history, signal });
  const observed = await discoverRuntime(options.observed, program, routes);
  const entryPoints = [...operations, ...events.operations].sort(byLine);
  const parts = discoverParts(program, [...routes, ...entryPoints], accesses, graph);
  const ofParts = referencesOfParts(parts);
  const dependencies = dependenciesOf(program, injected, shaper, ofParts.note);
  await stage(4);
  const toFact = entryPointFacts({ graph, accesses, events, moduleOf: parts.moduleOf });
  const answering = { routes: routes.map(toFact), operations: entryPoints.map(toFact) };
  await stage(5);
  const effects = callEffects(program.application, graph, accesses, data.transactions);
  const facts: Facts = {
    commit: project.commit,
    modules: [...modules.values()].map((module) => toModuleFact(module, roles.get(module.path) ?? 'domain')),
    dependencies,
    ...partFacts(ofParts.references, { program, parts, graph }),
    unresolvedImports: unresolved,
    ...answering,
    entities: data.entities,
    events: events.events,
    transactions: transactionFacts(data.transactions, graph, accesses),
    accesses: data.accesses.map(toAccessFact),
    calls: callFacts(program.application, graph, effects, parts.moduleOf),
    joins: data.joins.map(toJoinFact),
    state: discoverState(program),
    outbound: discoverOutbound({ ...program, shaper }),
    history: commits.history,
    runtime: observed.runtime,
    receivers: receivers(),
    owners: ownersIn(program),
    frameworks: wiring.frameworks,
    orms: data.orms,
    diagnostics: allDiagnostics(unread, program, [project, wiring, data, events, commits, observed]),
  };
  return { facts, program, wiring, started, injection, shaper, graph, events, data, effects };
}

/** What the evaluation of the wiring code shows; the evaluation itself, which holds all that it made, ends with it. */
async function readWiring(program: Program, options: DiscoverOptions) {
  const { machine, ...wiring } = discoverRoutes(program);
  const injection = discoverInjection(program, machine, createShaper(program, seenBy(machine)));
  const started: Started = {
    ran: new Set(machine.ran.keys()),
    loaded: new Set(machine.frames.keys()),
    seen: [...machine.seen.keys()],
    entryPackages: entryPackagesOf(machine.models),
  };
  const places = placesOf(injection.injected);
  return { wiring, started, injection, ...(await settleReceivers(program, machine, places, options)) };
}

function allDiagnostics(
  unread: readonly Diagnostic[],
  program: Program,
  sources: readonly { readonly diagnostics: readonly Diagnostic[] }[],
): Diagnostic[] {
  const own = [...unread, ...importsAbove(program)];
  return [...own, ...sources.flatMap(({ diagnostics }) => diagnostics)].sort(byPlace);
}

const byLine = by<FoundOperation>(
  ({ file }) => file,
  ({ line }) => line,
  ({ protocol }) => protocol,
  ({ name }) => name,
);
