import type { Analysis } from '../model/analysis.ts';
import { assemble } from './assemble.ts';
import { proposeContexts } from './cluster/propose.ts';
import { discoverFacts, type DiscoverOptions, type Progress as DiscoverProgress } from './discover/index.ts';

/** How far the analysis is; `total` is 0 where it cannot be known. */
export interface Progress {
  readonly phase: DiscoverProgress['phase'] | 'cluster' | 'judge';
  readonly done: number;
  readonly total: number;
}

export interface AnalyzeOptions extends Omit<DiscoverOptions, 'onProgress'> {
  /** Version of Banyan, written into the document. */
  readonly version: string;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Analyses a code base: facts → proposed contexts → judgement → document.
 *
 * Byte-identical for the same commit and options. Nothing of the code base is executed, nothing is written. Throws what
 * `discoverFacts` throws; rejects with the signal's reason.
 */
export async function analyze(options: AnalyzeOptions): Promise<Analysis> {
  const { version, onProgress, signal } = options;
  const facts = await discoverFacts(options);
  const proposal = await proposeContexts(facts, async (done, total) => {
    onProgress?.({ phase: 'cluster', done, total });
    await interruption(signal);
  });
  onProgress?.({ phase: 'judge', done: 0, total: 0 });
  await interruption(signal);
  return assemble(facts, proposal, version);
}

/** Lets a pending signal handler run between steps of synchronous work. */
async function interruption(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  signal?.throwIfAborted();
}
