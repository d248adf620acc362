import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { BanyanError } from '../errors/banyan-error.ts';
import type { Analysis } from '../model/analysis.ts';
import { type AnalysisJob, createPerformer, type JobEvents } from './analysis-job.ts';
import type { ThreadReport } from './analysis-thread.ts';

/** Does analyses one after the other. */
export interface Analyst {
  /** Throws what `analyze` throws; rejects with the signal's reason as soon as it is aborted. */
  analyze(job: AnalysisJob, events: JobEvents, signal: AbortSignal): Promise<Analysis>;
  close(): Promise<void>;
}

/** In this thread: an interruption is noticed between steps of the work. */
export function analystHere(): Analyst {
  const perform = createPerformer();
  return { analyze: (job, events, signal) => perform(job, events, signal), close: async () => undefined };
}

/** Of the memory of the machine; the default of a thread is too small for some 50,000 files and more. */
const maxHeapShare = 0.7;

/**
 * In a thread of its own: this one stays free to notice an interruption, which ends the work wherever it is.
 *
 * Works from built files only: a thread does not read TypeScript.
 */
export function analystInThread(): Analyst {
  let worker: Worker | null = null;
  const start = () =>
    new Worker(new URL('./analysis-thread.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: Math.round((totalmem() / 1_048_576) * maxHeapShare) },
    });
  const close = async () => {
    await worker?.terminate();
    worker = null;
  };
  return {
    close,
    async analyze(job, events, signal) {
      signal.throwIfAborted();
      const thread = (worker ??= start());
      try {
        return await answerOf(thread, job, events, signal);
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}

function answerOf(
  thread: Worker,
  job: AnalysisJob,
  { onProgress, onWarning }: JobEvents,
  signal: AbortSignal,
): Promise<Analysis> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      // By name: a worker without any of its own listeners hears nothing any more.
      thread.off('message', hear).off('error', fail).off('exit', end);
      signal.removeEventListener('abort', stop);
      settle();
    };
    const stop = () => finish(() => reject(signal.reason as Error));
    const fail = (error: Error) => finish(() => reject(error));
    const end = (code: number) => fail(new Error(`the analysis ended early (${code})`));
    const hear = (report: ThreadReport) => {
      if (report.kind === 'progress') onProgress(report.progress);
      else if (report.kind === 'warning') onWarning(report.text);
      else if (report.kind === 'done') finish(() => resolve(report.analysis));
      else fail(toError(report));
    };
    signal.addEventListener('abort', stop);
    thread.on('message', hear).on('error', fail).on('exit', end);
    thread.postMessage(job, []);
  });
}

function toError(report: ThreadReport & { kind: 'failed' }): Error {
  const { code, message, reason, problems, hidden, fix, stack } = report;
  if (code === null) return Object.assign(new Error(message), { stack });
  const unseen = Array.from({ length: hidden }, () => ({ where: '', what: '' }));
  return new BanyanError(code, message, {
    problems: [...problems, ...unseen],
    maxProblems: problems.length,
    fix,
    cause: reason ?? undefined,
  });
}
