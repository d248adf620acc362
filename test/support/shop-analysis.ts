import { assemble } from '../../src/analyzer/assemble.ts';
import { proposeContexts } from '../../src/analyzer/cluster/propose.ts';
import type { Facts } from '../../src/analyzer/facts.ts';
import type { Analysis } from '../../src/model/analysis.ts';
import { shopFacts } from './shop-facts.ts';

/** The analysis of facts, as `analyze` would write it. */
export async function analysisOf(facts: Facts): Promise<Analysis> {
  return assemble(facts, await proposeContexts(facts), '1.2.3');
}

export function shopAnalysis(): Promise<Analysis> {
  return analysisOf(shopFacts());
}
