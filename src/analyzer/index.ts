import type { Analysis } from '../model/analysis.ts';
import type { BoundaryFacts } from '../model/boundaries.ts';
import type { Pin } from '../model/pins.ts';
import type { KnownContexts } from './cluster/carry-over.ts';
import type { Decided, Proposal } from './cluster/propose.ts';
import type { DiscoverOptions, Progress as DiscoverProgress } from './discover/index.ts';
import type { Facts } from './facts.ts';
import { type Interpretation, rememberAnalysis } from './remember/remembered-analysis.ts';
import type { Memory } from './remember/memory.ts';

export type { KnownContexts } from './cluster/carry-over.ts';
export { knownContexts } from './known-contexts.ts';
export type { ObservedLine, ReadFiles } from './discover/index.ts';
export type { Memory } from './remember/memory.ts';

/** How far the analysis is; `total` is 0 where it cannot be known. */
export interface Progress {
  readonly phase: DiscoverProgress['phase'] | 'cluster' | 'judge';
  readonly done: number;
  readonly total: number;
}

export interface AnalyzeOptions extends Omit<DiscoverOptions, 'onProgress'> {
  /** Version of Banyan, written into the document. */
  readonly version: string;
  /** What the team decided about the contexts; nothing when absent. */
  readonly pins?: readonly Pin[] | undefined;
  /** How many contexts there shall be; as many as the code has when absent. */
  readonly contexts?: number | undefined;
  /** Contexts of an earlier analysis, whose ids go on where they are still there; see `knownContexts`. */
  readonly known?: KnownContexts | null | undefined;
  /** Whether the price of the pins does not matter this time. */
  readonly isUnpriced?: boolean | undefined;
  /** What earlier runs of the same program kept; nothing is remembered without. */
  readonly memory?: Memory | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Analyses a code base: facts → proposed contexts → judgement → document.
 *
 * Byte-identical for the same commit and options. Nothing of the code base is executed, nothing is written. Throws what
 * `discoverFacts` throws; rejects with the signal's reason.
 */
export async function analyze(options: AnalyzeOptions): Promise<Analysis> {
  const steps = interpretation(options);
  // What was observed is no part of the code that a remembered run is compared with.
  if (options.memory && !options.observed) return rememberAnalysis(options, options.memory, steps);
  const { discoverFacts } = await import('./discover/index.ts');
  const facts = await discoverFacts(options);
  return steps.assemble(facts, await steps.decide(facts, await steps.propose(facts)));
}

/** What is analysed instead of a code base: the text of a dependency-cruiser result, and how messages call it. */
export interface GraphDocument {
  readonly text: string;
  readonly name: string;
}

/** Analyses a graph that dependency-cruiser has made; throws what `factsFromDepcruise` throws, else as `analyze`. */
export async function analyzeGraph(
  { text, name }: GraphDocument,
  options: InterpretOptions,
): Promise<Analysis> {
  const { factsFromDepcruise } = await import('./depcruise/facts-from-depcruise.ts');
  const facts = factsFromDepcruise(text, name);
  const steps = interpretation(options);
  return steps.assemble(facts, await steps.decide(facts, await steps.propose(facts)));
}

/**
 * What can break an accepted boundary: facts alone, without history; nothing is proposed or judged. Remembered as those of `analyze`
 * without history are. Throws what `discoverFacts` throws.
 */
export async function boundaryFacts(
  options: Pick<AnalyzeOptions, 'root' | 'except' | 'limits' | 'memory' | 'signal' | 'onProgress'>,
): Promise<BoundaryFacts> {
  const { modules, dependencies, entities, accesses, joins, transactions, unresolvedImports } =
    await factsOf(options);
  return {
    modules: modules.map(({ path, role }) => ({ path, role })),
    dependencies,
    entities,
    accesses,
    joins,
    transactions,
    unresolvedImports: unresolvedImports.length,
  };
}

async function factsOf(options: DiscoverOptions & Pick<AnalyzeOptions, 'memory'>): Promise<Facts> {
  if (options.memory) {
    const { rememberFacts } = await import('./remember/remembered-facts.ts');
    return (await rememberFacts(options, options.memory)).facts();
  }
  const { discoverFacts } = await import('./discover/index.ts');
  return discoverFacts(options);
}

type InterpretOptions = Pick<
  AnalyzeOptions,
  'version' | 'pins' | 'contexts' | 'known' | 'isUnpriced' | 'signal' | 'onProgress'
>;

function interpretation({
  version,
  pins = [],
  contexts,
  known = null,
  isUnpriced = false,
  onProgress,
  signal,
}: InterpretOptions): Interpretation {
  const proposeIn = async (facts: Facts, decided?: Decided): Promise<Proposal> => {
    const { proposeContexts } = await import('./cluster/propose.ts');
    const checkpoint = async (done: number, total: number): Promise<void> => {
      onProgress?.({ phase: 'cluster', done, total });
      await interruption(signal);
    };
    return proposeContexts(facts, checkpoint, decided);
  };
  return {
    asked: {
      digest: JSON.stringify([pins, contexts]),
      contexts,
      known: JSON.stringify(known),
      isDecided: pins.length > 0,
      isLookingAhead: isUnpriced,
    },
    async divided(facts) {
      const { findGodFiles } = await import('./god-files/index.ts');
      return [...findGodFiles(facts)];
    },
    async propose(facts) {
      const { findGodFiles, filesOfSeveralContexts, splitGodFiles } = await import('./god-files/index.ts');
      const gods = findGodFiles(facts);
      const proposal = await proposeIn(splitGodFiles(facts, gods));
      const several = filesOfSeveralContexts(proposal, facts);
      const found = several.size === gods.size ? proposal : await proposeIn(splitGodFiles(facts, several));
      if (contexts === undefined) return found;
      const { askForContexts } = await import('./ask-for-contexts.ts');
      const modules = await inModules(facts, found);
      return askForContexts(found, contexts, (decided) => proposeIn(modules, decided));
    },
    async decide(facts, found) {
      const { decide, named, undecided } = await import('./decide.ts');
      const base = known === null ? found : named(found, known, pins);
      if (pins.length === 0) return undecided(base);
      const modules = await inModules(facts, base);
      return decide(modules, base, { pins, isUnpriced }, (decided) => proposeIn(modules, decided));
    },
    async assemble(facts, decision) {
      const { assemble } = await import('./assemble.ts');
      onProgress?.({ phase: 'judge', done: 0, total: 0 });
      await interruption(signal);
      return assemble(await inModules(facts, decision.proposal), decision.proposal, version, decision);
    },
  };
}

/** The facts by the modules of a proposal: a god file is many. */
async function inModules(facts: Facts, proposal: Proposal): Promise<Facts> {
  const { filesInParts, splitGodFiles } = await import('./god-files/index.ts');
  return splitGodFiles(facts, filesInParts(proposal, facts));
}

/** Lets a pending signal handler run between steps of synchronous work. */
async function interruption(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  signal?.throwIfAborted();
}
