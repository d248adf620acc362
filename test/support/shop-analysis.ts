import { assemble } from '../../src/analyzer/assemble.ts';
import { proposeContexts } from '../../src/analyzer/cluster/propose.ts';
import type { Facts } from '../../src/analyzer/facts.ts';
import type { Analysis } from '../../src/model/analysis.ts';
import { shopFacts } from './shop-facts.ts';

/** The analysis of facts, as `analyze` would write it. */
export function analysisOf(facts: Facts): Analysis {
  return assemble(facts, proposeContexts(facts), '1.2.3');
}

export function shopAnalysis(): Analysis {
  return analysisOf(shopFacts());
}
