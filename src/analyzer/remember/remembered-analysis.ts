import { deserialize, serialize } from 'node:v8';
import type { Analysis } from '../../model/analysis.ts';
import type { Proposal } from '../cluster/propose.ts';
import type { Decision } from '../decide.ts';
import type { Facts } from '../facts.ts';
import type { DiscoverOptions } from '../discover/index.ts';
import { type Memory, rememberFacts } from './remembered-facts.ts';

/** The steps from facts to the document. */
export interface Interpretation {
  /** Stands for what was asked beyond the facts; what only looks ahead leaves alone what is kept of the last real run. */
  readonly asked: {
    readonly digest: string;
    /** How many contexts. */
    readonly contexts: number | undefined;
    readonly isLookingAhead: boolean;
  };
  /** Files that the proposal divides: all that it makes of the lengths of files. */
  readonly divided: (facts: Facts) => Promise<readonly string[]>;
  readonly propose: (facts: Facts) => Promise<Proposal>;
  readonly decide: (facts: Facts, base: Proposal) => Promise<Decision>;
  readonly assemble: (facts: Facts, decision: Decision) => Promise<Analysis>;
}

/** The document, with every step from memory whose input is the same as when it was kept. */
export async function rememberAnalysis(
  options: DiscoverOptions,
  memory: Memory,
  { asked, divided, propose, decide, assemble }: Interpretation,
): Promise<Analysis> {
  const { facts, digest, codeDigest, name } = await rememberFacts(options, memory);
  /** What was kept under a name, when it was made of the same. */
  const once = async <T>(kind: string, from: string, make: () => Promise<T>): Promise<T> => {
    const kept = read(await memory.recall(`${kind} ${name}`));
    if (kept?.from === from) return kept.made as T;
    const made = await make();
    await memory.keep(`${kind} ${name}`, serialize({ from, made }));
    return made;
  };
  const slot = asked.isLookingAhead ? ' ahead' : '';
  return once(`analysis${slot}`, `${digest} ${asked.digest}`, async () => {
    const from = JSON.stringify([codeDigest, asked.contexts ?? null, ...(await divided(facts))]);
    const base = await once('proposal', from, () => propose(facts));
    const decision = await once(`decision${slot}`, `${from} ${asked.digest}`, () => decide(facts, base));
    return assemble(facts, decision);
  });
}

function read(value: Buffer | null): { readonly from: string; readonly made: unknown } | null {
  if (value === null) return null;
  try {
    return deserialize(value) as { readonly from: string; readonly made: unknown };
  } catch {
    return null;
  }
}
