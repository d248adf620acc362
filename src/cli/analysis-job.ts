import type { AnalyzeOptions, GraphDocument, Memory, Progress, ReadFiles } from '../analyzer/index.ts';
import type { Analysis } from '../model/analysis.ts';
import { type CachePlace, cacheIn } from './cache-folder.ts';
import { BanyanError } from '../errors/banyan-error.ts';
import { readTextFile } from '../lib/read-text-file.ts';
import { readLines } from './read-lines.ts';

/** What is to be analysed, as plain data. */
export interface AnalysisJob
  extends Pick<
    AnalyzeOptions,
    | 'root'
    | 'except'
    | 'version'
    | 'limits'
    | 'history'
    | 'isPrecise'
    | 'pins'
    | 'contexts'
    | 'known'
    | 'isUnpriced'
  > {
  /** Files of what was observed at run time, relative to a folder. */
  readonly traces: { readonly files: readonly string[]; readonly workingFolder: string };
  /** Where runs are remembered; `process` remembers them as long as the process lives, null not at all. */
  readonly cache: CachePlace | 'process' | null;
  /** Whether another run follows, for which the files are kept as they were read. */
  readonly isWatched: boolean;
  /** A dependency-cruiser result to analyse in place of the root: its path, and how messages call it. */
  readonly graph: { readonly file: string; readonly name: string } | null;
}

export interface JobEvents {
  readonly onProgress: (progress: Progress) => void;
  readonly onWarning: (text: string) => void;
}

/** Does one job after the other, and remembers between them what is to be remembered. */
export function createPerformer(): (
  job: AnalysisJob,
  events: JobEvents,
  signal?: AbortSignal,
) => Promise<Analysis> {
  const kept = new Map<string, Buffer>();
  const read: ReadFiles = new Map();
  const inProcess: Memory = {
    recall: async (name, part) => kept.get(name)?.subarray(...(part ?? [])) ?? null,
    async keep(name, value) {
      kept.set(name, value);
    },
  };
  return async ({ cache, traces, graph, isWatched, ...options }, { onProgress, onWarning }, signal) => {
    const { analyze, analyzeGraph } = await import('../analyzer/index.ts');
    if (graph)
      return analyzeGraph(await readGraph(graph), {
        version: options.version,
        pins: options.pins,
        contexts: options.contexts,
        known: options.known,
        isUnpriced: options.isUnpriced,
        signal,
        onProgress,
      });
    const onFailure = (reason: string) =>
      onWarning(`What was found could not be kept for the next run: ${reason}`);
    const memory = cache === 'process' ? inProcess : cache === null ? undefined : cacheIn(cache, onFailure);
    const observed = traces.files.length === 0 ? undefined : readLines(traces.files, traces.workingFolder);
    const files = isWatched ? read : undefined;
    return analyze({ ...options, observed, memory, files, signal, onProgress });
  };
}

const graphMaxBytes = 500_000_000;

async function readGraph({ file, name }: NonNullable<AnalysisJob['graph']>): Promise<GraphDocument> {
  try {
    return { text: await readTextFile(file, graphMaxBytes), name };
  } catch (cause) {
    throw new BanyanError('PATH_MISSING', `Cannot read the graph ${name}`, {
      fix: 'Check the path; write a graph with `depcruise --output-type json`.',
      cause,
    });
  }
}
