import { resolve } from 'node:path';
import type { BoundaryFacts } from '../model/boundaries.ts';
import { cacheIn, findCache } from './cache-folder.ts';
import { readLimits } from './code-options.ts';
import type { Invocation } from './command.ts';
import { describeProgress } from './describe-progress.ts';
import { tuneRuntime } from './tune-runtime.ts';

/** Where `analyze` writes unless it is told otherwise. */
export const reportFolder = 'banyan-report';

/** What the code of the folder that a verb was given says, from memory where it was read before. */
export async function readBoundaryFacts(invocation: Invocation): Promise<BoundaryFacts> {
  const {
    arguments: [path = '.'],
    signal,
    terminal,
    workingFolder,
  } = invocation;
  tuneRuntime();
  const root = resolve(workingFolder, path);
  const cache = await findCache(invocation, root);
  const { boundaryFacts } = await import('../analyzer/index.ts');
  return boundaryFacts({
    root,
    except: reportFolder,
    limits: readLimits(invocation),
    memory:
      cache === null
        ? undefined
        : cacheIn(cache, (reason) =>
            terminal.warn(`What was found could not be kept for the next run: ${reason}`),
          ),
    signal,
    onProgress: (progress) => terminal.progress(describeProgress(progress)),
  });
}
