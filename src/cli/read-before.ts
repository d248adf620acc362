import { resolve } from 'node:path';
import { BanyanError } from '../errors/banyan-error.ts';
import type { BaselineEntry } from '../model/baseline.ts';
import type { Boundaries } from '../model/boundaries.ts';
import type { MergeBase } from '../project/index.ts';
import { searchPathOf } from './code-options.ts';
import type { Invocation } from './command.ts';
import { countOf } from '../lib/count-of.ts';
import { parseBaseline } from './read-baseline.ts';
import { reportFolder } from './read-boundary-facts.ts';

/** What `--base` and `--affected` mean when they name nothing, in a clone as servers make them. */
const usualBranches = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/** What a team had accepted at the merge base, and what was changed since. */
export interface Before {
  readonly boundaries: Boundaries;
  readonly baseline: readonly BaselineEntry[];
}

interface Compared {
  /** Null where nothing was accepted yet. */
  readonly before: Before | null;
  /** Source files whose changes are all that the check is about; null where it is about all code. */
  readonly changed: readonly string[] | null;
}

/**
 * What `--base` and `--affected` compare with.
 *
 * Throws MERGE_BASE_UNREADABLE where there is no repository, no such revision, or not enough of its history.
 */
export async function readBefore(
  invocation: Invocation,
  files: { readonly boundaries: string; readonly baseline: string },
): Promise<Compared> {
  const { options, terminal } = invocation;
  const base = await readMergeBase(invocation, [files.boundaries, files.baseline]);
  if (base === null) return { before: null, changed: null };
  const [boundariesText, baselineText] = base.texts;
  const at = `merge base ${base.commit.slice(0, 10)} with ${base.revision}`;
  const { parseBoundaries } = await import('../config/index.ts');
  const before =
    typeof boundariesText === 'string'
      ? {
          boundaries: parseBoundaries(boundariesText, `${files.boundaries} of the ${at}`),
          baseline:
            typeof baselineText === 'string'
              ? await parseBaseline(baselineText, `${files.baseline} of the ${at}`)
              : [],
        }
      : null;
  if (before === null) terminal.note(`Nothing was accepted yet at the ${at}: it begins here.`);
  if (options['affected'] === undefined) return { before, changed: null };
  const { isSourceName } = await import('../project/index.ts');
  const others = base.changed.filter((path) => !isSourceName(path));
  const isWidened = before === null || boundariesText !== (await textNow(invocation, files.boundaries));
  if (isWidened) return { before, changed: null };
  if (others.length > 0) {
    terminal.note(
      `All code is looked at: ${others[0]} is another than at the ${at}, and may decide about any file.`,
    );
    return { before, changed: null };
  }
  terminal.note(
    `Looked at: what ${countOf(base.changed.length, 'file')} changed since the ${at} can have caused.`,
  );
  return { before, changed: base.changed };
}

async function textNow({ workingFolder }: Invocation, name: string): Promise<string | null> {
  const { readTextFile } = await import('../lib/read-text-file.ts');
  return readTextFile(resolve(workingFolder, name), 16 * 1024 * 1024).catch(() => null);
}

async function readMergeBase(
  { arguments: [path = '.'], options, environment, workingFolder, signal }: Invocation,
  names: readonly string[],
): Promise<MergeBase | null> {
  const asked = [options['base'], options['affected']].filter((each) => each !== undefined);
  if (asked.length === 0) return null;
  const [revision, another] = new Set(asked.filter((each) => typeof each === 'string'));
  if (another !== undefined)
    throw new BanyanError(
      'USAGE',
      `--base ${revision} and --affected ${another} mean two merge bases; name one`,
    );
  // Of a pull request, as GitHub says it.
  const target = environment['GITHUB_BASE_REF'];
  const usual = target ? [`origin/${target}`] : usualBranches;
  const { changesSinceMergeBase } = await import('../project/index.ts');
  const found = await changesSinceMergeBase(
    { root: resolve(workingFolder, path), except: reportFolder, signal },
    {
      revisions: revision === undefined ? usual : [revision],
      texts: names.map((name) => resolve(workingFolder, name)),
      searchPath: searchPathOf(environment),
    },
  );
  if (typeof found !== 'string') return found;
  throw new BanyanError('MERGE_BASE_UNREADABLE', `Cannot compare with what was there before: ${found}`);
}
