import { parentPort } from 'node:worker_threads';
import type { Progress } from '../analyzer/index.ts';
import { BanyanError, type Problem } from '../errors/banyan-error.ts';
import { reasonOf } from '../lib/reason-of.ts';
import type { Analysis } from '../model/analysis.ts';
import { collectEarlier } from './collect-earlier.ts';
import { type AnalysisJob, createPerformer } from './analysis-job.ts';

/** What the thread of an analysis says. */
export type ThreadReport =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'done'; readonly analysis: Analysis }
  | {
      readonly kind: 'failed';
      /** Null for a defect of ours. */
      readonly code: BanyanError['code'] | null;
      readonly message: string;
      readonly reason: string | null;
      readonly problems: readonly Problem[];
      readonly hidden: number;
      readonly fix: string;
      readonly stack: string;
    };

const perform = createPerformer();
const say = (report: ThreadReport) => parentPort?.postMessage(report, []);

async function work(job: AnalysisJob): Promise<void> {
  try {
    const analysis = await perform(job, {
      onProgress(progress) {
        collectEarlier();
        say({ kind: 'progress', progress });
      },
      onWarning: (text) => say({ kind: 'warning', text }),
    });
    say({ kind: 'done', analysis });
  } catch (error) {
    say(toReport(error));
  }
}

function toReport(error: unknown): ThreadReport {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const own = error instanceof BanyanError ? error : null;
  return {
    kind: 'failed',
    code: own?.code ?? null,
    message,
    reason: reasonOf(own?.cause),
    problems: own?.problems ?? [],
    hidden: own?.hiddenProblems ?? 0,
    fix: own?.fix ?? '',
    stack,
  };
}

parentPort?.on('message', (job: AnalysisJob) => void work(job));
