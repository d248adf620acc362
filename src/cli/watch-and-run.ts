import { BanyanError } from '../errors/banyan-error.ts';
import type { Analysis } from '../model/analysis.ts';
import type { Invocation } from './command.ts';
import { formatError } from './format-error.ts';
import type { Terminal } from './terminal.ts';
import { watchFolders } from './watch-folders.ts';

/** Work that is done again whenever the code changes. */
export interface WatchedWork {
  /** Absolute. */
  readonly root: string;
  /** What the work writes, relative to the root where it lies in it. */
  readonly except: string;
  run(): Promise<Analysis>;
}

/**
 * Runs, and again after every change until the signal is aborted, which is its orderly end. One line per further run; an
 * error of one is said, and the next change tried.
 */
export async function watchAndRun(
  work: WatchedWork,
  { terminal, signal }: Invocation,
  show: (first: Analysis) => Promise<void>,
): Promise<void> {
  const changes = watchFolders(work.root, work.except, (reason) =>
    terminal.warn(`Some changes will not be seen: ${reason}`),
  );
  try {
    let before = await work.run();
    await show(before);
    terminal.note('Watching for changes; Ctrl-C ends it');
    while (await changes.nextChange(signal)) before = (await runAgain(work, terminal, before)) ?? before;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    changes.close();
  }
}

async function runAgain(work: WatchedWork, terminal: Terminal, before: Analysis): Promise<Analysis | null> {
  try {
    const analysis = await work.run();
    terminal.note(summaryOf(analysis, before));
    return analysis;
  } catch (error) {
    if (!(error instanceof BanyanError)) throw error;
    terminal.error(formatError(error));
    return null;
  }
}

function summaryOf(now: Analysis, before: Analysis): string {
  const figures = [
    [now.modules.length, before.modules.length, 'modules'],
    [now.contexts.length, before.contexts.length, 'contexts'],
    [now.routes.length, before.routes.length, 'routes'],
    [now.findings.length, before.findings.length, 'findings'],
  ] as const;
  const parts = figures.map(([count, earlier, name]) =>
    count === earlier ? `${count} ${name}` : `${count} ${name} (${earlier} before)`,
  );
  return `Report written: ${parts.join(', ')}`;
}
