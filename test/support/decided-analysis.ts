import { assemble } from '../../src/analyzer/assemble.ts';
import type { Proposal } from '../../src/analyzer/cluster/propose.ts';
import { proposeContexts } from '../../src/analyzer/cluster/propose.ts';
import { decide, undecided } from '../../src/analyzer/decide.ts';
import type { Facts } from '../../src/analyzer/facts.ts';
import type { Analysis } from '../../src/model/analysis.ts';
import type { Pin } from '../../src/model/pins.ts';

/** What makes the analysis of facts with pins, as `analyze` would write it; what is found without pins is found once. */
export async function analysesOf(facts: Facts): Promise<(pins: readonly Pin[]) => Promise<Analysis>> {
  const base: Proposal = await proposeContexts(facts);
  return async (pins) => {
    const decision =
      pins.length === 0
        ? undecided(base)
        : await decide(facts, base, { pins, isUnpriced: true }, (decided) =>
            proposeContexts(facts, undefined, { ...decided, isQuick: true }),
          );
    return assemble(facts, decision.proposal, '1.2.3', decision);
  };
}
