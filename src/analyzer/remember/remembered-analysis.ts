import { deserialize, serialize } from 'node:v8';
import type { Analysis } from '../../model/analysis.ts';
import type { Proposal } from '../cluster/propose.ts';
import type { Decision } from '../decide.ts';
import type { Facts } from '../facts.ts';
import type { DiscoverOptions } from '../discover/index.ts';
import { knownContexts } from '../known-contexts.ts';
import type { Memory } from './memory.ts';
import { rememberFacts } from './remembered-facts.ts';

/** The steps from facts to the document. */
export interface Interpretation {
  /** Stands for what was asked beyond the facts; what only looks ahead leaves alone what is kept of the last real run. */
  readonly asked: {
    readonly digest: string;
    /** How many contexts. */
    readonly contexts: number | undefined;
    /** The contexts of an earlier analysis whose ids go on, as JSON. */
    readonly known: string;
    /** Whether there is anything to decide. */
    readonly isDecided: boolean;
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
  const remembered = await rememberFacts(options, memory);
  const { digest, codeDigest, name } = remembered;
  /** What was kept under a name, when it was made of the same. */
  const once = async <T>(kind: string, from: string, make: () => Promise<T>): Promise<T> => {
    const kept = read(await memory.recall(`${kind} ${name}`));
    if (kept?.from === from) return kept.made as T;
    const made = await make();
    await memory.keep(`${kind} ${name}`, serialize({ from, made }));
    return made;
  };
  const slot = asked.isLookingAhead ? ' ahead' : '';
  const analysisFrom = `${digest} ${asked.digest}`;
  const kept = read(await memory.recall(`analysis${slot} ${name}`));
  if (kept?.from === analysisFrom) {
    const { known, analysis } = kept.made as { readonly known: string; readonly analysis: Analysis };
    // Ids that were given here go on to what they were given to.
    if (known === asked.known || JSON.stringify(knownContexts(analysis)) === asked.known) return analysis;
  }
  const facts = await remembered.facts();
  const from = JSON.stringify([codeDigest, asked.contexts ?? null, ...(await divided(facts))]);
  const base = await once('proposal', from, () => propose(facts));
  const decision = asked.isDecided
    ? await once(`decision${slot}`, `${from} ${asked.digest} ${asked.known}`, () => decide(facts, base))
    : await decide(facts, base);
  const analysis = await assemble(facts, decision);
  const made = { known: asked.known, analysis };
  await memory.keep(`analysis${slot} ${name}`, serialize({ from: analysisFrom, made }));
  return analysis;
}

function read(value: Buffer | null): { readonly from: string; readonly made: unknown } | null {
  if (value === null) return null;
  try {
    return deserialize(value) as { readonly from: string; readonly made: unknown };
  } catch {
    return null;
  }
}
