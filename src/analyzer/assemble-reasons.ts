import { by } from '../lib/ordered.ts';
import type { AnalysisModule, Dependency } from '../model/analysis.ts';
import type { ContextOf } from './assemble-ownership.ts';
import type { Proposal } from './cluster/propose.ts';
import { forEachEdge } from './graph/weighted-graph.ts';

type Reason = AnalysisModule['because'][number];

/** Why a module is where it is, see the document. */
export type ModuleReasons = Pick<AnalysisModule, 'because' | 'pulls' | 'wouldMove'>;

/** As many as a person reads. */
const maxIn = 3;
const maxElsewhere = 1;
const maxPulls = 4;
const maxMissingTies = 5;

/**
 * Why each clustered module is where it is: its three strongest ties into its context and the strongest to another, how strongly
 * each context pulls in all, and without which ties another would pull more.
 *
 * A weight is the share of all ties of the module, so that all can be compared.
 */
export function explainModules(
  { clustered, affinity }: Pick<Proposal, 'clustered' | 'affinity'>,
  dependencies: readonly Dependency[],
  contextOf: ContextOf,
): Map<string, ModuleReasons> {
  const byEnds = new Map(
    dependencies.map((dependency) => [`${dependency.from}\n${dependency.to}`, dependency]),
  );
  const ties = clustered.map((): Reason[] => []);
  const tie = (from: number, to: number, weight: number, isVocabulary: boolean): void => {
    const module = clustered[to] as string;
    const context = contextOf.get(module) ?? null;
    const own = clustered[from] as string;
    const evidence = isVocabulary ? { source: 'vocabulary' as const } : evidenceOf(byEnds, own, module);
    const pull = context === contextOf.get(own) ? 'in' : 'elsewhere';
    (ties[from] as Reason[]).push({ pull, module, context, weight, ...evidence });
  };
  for (const graph of [affinity.structure, affinity.vocabulary]) {
    forEachEdge(graph, (source, target, weight) => {
      tie(source, target, weight, graph === affinity.vocabulary);
      tie(target, source, weight, graph === affinity.vocabulary);
    });
  }
  return new Map(
    ties.map((reasons, node) => {
      const path = clustered[node] as string;
      return [path, { because: strongest(reasons), ...balanceOf(reasons, contextOf.get(path)) }];
    }),
  );
}

function evidenceOf(
  byEnds: ReadonlyMap<string, Dependency>,
  a: string,
  b: string,
): Pick<Reason, 'source'> & { location?: string } {
  const dependency = byEnds.get(`${a}\n${b}`) ?? byEnds.get(`${b}\n${a}`);
  const source = dependency?.kinds.includes('injection') ? 'injection' : 'import';
  const location = dependency?.locations[0];
  return location === undefined ? { source } : { source, location };
}

function strongest(reasons: readonly Reason[]): Reason[] {
  const total = reasons.reduce((sum, { weight }) => sum + weight, 0);
  const sorted = [...reasons].sort(
    by(
      ({ weight }) => -weight,
      ({ module }) => module,
      ({ source }) => source,
    ),
  );
  const pick = (pull: Reason['pull'], most: number): Reason[] =>
    sorted.filter((reason) => reason.pull === pull && reason.context !== null).slice(0, most);
  return [...pick('in', maxIn), ...pick('elsewhere', maxElsewhere)].map((reason) => ({
    ...reason,
    weight: Math.round((reason.weight / total) * 1000) / 1000,
  }));
}

/** How strongly contexts pull at a module of `own`, and what would have to be missing for another to pull more. */
function balanceOf(reasons: readonly Reason[], own: string | undefined): Omit<ModuleReasons, 'because'> {
  const total = reasons.reduce((sum, { weight }) => sum + weight, 0);
  if (own === undefined || total === 0) return {};
  const pulls = [...sumsBy(reasons, ({ context }) => context)].sort(
    by(
      ([, weight]) => -weight,
      ([context]) => context,
    ),
  );
  const rival = pulls.find(([context]) => context !== own);
  const shown = pulls.filter(([context], index) => index < maxPulls || context === own);
  return {
    pulls: shown.map(([context, weight]) => ({
      context,
      weight: Math.round((weight / total) * 1000) / 1000,
    })),
    ...(rival === undefined ? {} : missingTies(reasons, own, rival)),
  };
}

/** The strongest ties into the own context that outweigh the lead over the rival; nothing where that takes too many. */
function missingTies(
  reasons: readonly Reason[],
  own: string,
  [to, pull]: readonly [context: string, weight: number],
): Pick<ModuleReasons, 'wouldMove'> {
  const inside = reasons.filter(({ context }) => context === own);
  let lead = inside.reduce((sum, { weight }) => sum + weight, 0) - pull;
  const strongestFirst = [...sumsBy(inside, ({ module }) => module)].sort(
    by(
      ([, weight]) => -weight,
      ([module]) => module,
    ),
  );
  const without: string[] = [];
  for (const [module, weight] of strongestFirst) {
    if (lead < 0 || without.length > maxMissingTies) break;
    without.push(module);
    lead -= weight;
  }
  return lead < 0 && without.length <= maxMissingTies ? { wouldMove: { to, without } } : {};
}

function sumsBy(reasons: readonly Reason[], keyOf: (reason: Reason) => string | null): Map<string, number> {
  const sums = new Map<string, number>();
  for (const reason of reasons) {
    const key = keyOf(reason);
    if (key !== null) sums.set(key, (sums.get(key) ?? 0) + reason.weight);
  }
  return sums;
}
