import type { Access, Analysis, Join, State } from '../../model/analysis.ts';
import type { CallFact } from '../facts.ts';

/** The part of the analysis that is known before it is judged. */
export type Subject = Pick<
  Analysis,
  | 'modules'
  | 'dependencies'
  | 'routes'
  | 'operations'
  | 'entities'
  | 'events'
  | 'transactions'
  | 'sharedKernel'
  | 'history'
  | 'runtime'
  | 'outbound'
> & {
  readonly accesses: readonly Access[];
  readonly joins: readonly Join[];
  readonly state: readonly State[];
  /** No part of the document: what matters of them is in the plan. */
  readonly calls: readonly CallFact[];
  /** Modules of which nothing exists at run time; no part of the document either. */
  readonly typeOnly: ReadonlySet<string>;
  readonly contexts: readonly Pick<Analysis['contexts'][number], 'id' | 'modules' | 'confidence'>[];
};

/** What a judge needs of the way in which the contexts were found. */
export interface ClusteringEvidence {
  /** Mean agreement of the perturbed runs at the balanced grain, about 0..1: whether there are parts at all. */
  readonly stability: number;
  /** The same for random graphs with the same degrees. */
  readonly randomStability: number;
  /** Modularity of the contexts in the affinity graph, -0.5..1. */
  readonly modularity: number;
}

/** Context id of each module that has one and whose role is `domain`: what runs in production. */
export function domainContexts(subject: Pick<Subject, 'modules'>): Map<string, string> {
  const contexts = new Map<string, string>();
  for (const { path, role, context } of subject.modules) {
    if (role === 'domain' && context !== null) contexts.set(path, context);
  }
  return contexts;
}
