import type { PinPrice } from '../model/pins.ts';
import { ownEntities, ownTransactions } from './assemble-ownership.ts';
import type { Proposal } from './cluster/propose.ts';
import type { Facts } from './facts.ts';
import { forEachEdge } from './graph/weighted-graph.ts';

/** The numbers of a proposal that a decision is weighed by; see `PinPrice`. */
export type Weighed = Readonly<PinPrice>;

/** Weighs the recommended contexts of a proposal. O(dependencies + ties). */
export function weigh(facts: Facts, proposal: Proposal): Weighed {
  const { contexts, confidenceOf } = proposal.candidates[proposal.recommended];
  const contextOf = contextsByPath(proposal);
  const crosses = (from: string, to: string): boolean => {
    const [own, other] = [contextOf.get(from), contextOf.get(to)];
    return own !== undefined && other !== undefined && own !== other;
  };
  const known = [...contextOf.keys()].flatMap((path) => confidenceOf.get(path) ?? []);
  const crossing = facts.dependencies.filter(({ from, to }) => crosses(from, to));
  const transactions = ownTransactions(facts.transactions, ownEntities(facts.entities, contextOf));
  return {
    ties: tiesAcross(proposal, crosses),
    confidence: known.reduce((sum, each) => sum + each, 0) / Math.max(1, known.length),
    references: crossing.reduce((sum, { weight }) => sum + weight, 0),
    transactions: transactions.filter((each) => each.contexts.length > 1).length,
    contexts: contexts.length,
  };
}

function contextsByPath({ candidates, recommended }: Proposal): Map<string, string> {
  return new Map(
    candidates[recommended].contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)),
  );
}

/**
 * Share of the ties between modules that cross from one context to another.
 *
 * Range 0..1, no unit; 0 without ties. A module that belongs to no context crosses nothing. O(ties).
 */
function tiesAcross(
  { clustered, affinity }: Pick<Proposal, 'clustered' | 'affinity'>,
  crosses: (from: string, to: string) => boolean,
): number {
  let total = 0;
  let crossing = 0;
  for (const graph of [affinity.structure, affinity.vocabulary])
    forEachEdge(graph, (a, b, weight) => {
      total += weight;
      if (crosses(clustered[a] as string, clustered[b] as string)) crossing += weight;
    });
  return total === 0 ? 0 : crossing / total;
}

/** What it costs to have `chosen` and not `other`; rounded to thousandths. */
export function priceBetween(chosen: Weighed, other: Weighed): PinPrice {
  return {
    ties: thousandths(chosen.ties - other.ties),
    confidence: thousandths(chosen.confidence - other.confidence),
    references: chosen.references - other.references,
    transactions: chosen.transactions - other.transactions,
    contexts: chosen.contexts - other.contexts,
  };
}

function thousandths(value: number): number {
  // Adding 0 turns -0 into 0, which JSON cannot tell apart.
  return Math.round(value * 1000) / 1000 + 0;
}
