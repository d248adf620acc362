import { by } from '../lib/ordered.ts';
import type { AnalysisModule, Dependency } from '../model/analysis.ts';
import type { ContextOf } from './assemble-ownership.ts';
import type { Proposal } from './cluster/propose.ts';
import { forEachEdge } from './graph/weighted-graph.ts';

type Reason = AnalysisModule['because'][number];

/** As many as a person reads. */
const maxIn = 3;
const maxElsewhere = 1;

/**
 * Why each clustered module is where it is: its three strongest ties into its context, and the strongest to another.
 *
 * A weight is the share of all ties of the module, so that the four can be compared.
 */
export function explainModules(
  { clustered, affinity }: Pick<Proposal, 'clustered' | 'affinity'>,
  dependencies: readonly Dependency[],
  contextOf: ContextOf,
): Map<string, Reason[]> {
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
  return new Map(ties.map((reasons, node) => [clustered[node] as string, strongest(reasons)]));
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
