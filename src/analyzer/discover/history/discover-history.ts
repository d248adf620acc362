import { byCodeUnit } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { History, HistoryOptions, Project } from '../../../project/index.ts';
import type { HistoryFact } from '../../facts.ts';
import { createTally, type Tally } from './tally.ts';

/** Commits from which on a module counts as seen. */
const minCommits = 3;

/** What a history that was not read looks like, with the reason. */
export function noHistory(state: 'off' | 'absent' | 'unreadable', reason: string): HistoryFact {
  return {
    state,
    reason,
    since: null,
    isShallow: false,
    commits: 0,
    ignored: { bot: 0, release: 0, formatting: 0, mass: 0 },
    coverage: 0,
    modules: [],
    coChanges: [],
  };
}

interface HistorySources {
  readonly project: Project;
  /** Modules that are not tests. */
  readonly application: readonly { readonly path: string }[];
}

/**
 * Reads the commits of the repository and counts which modules change, and which change together.
 *
 * Tests are left out: that they change with what they test says nothing.
 */
export async function discoverHistory(
  { project, application }: HistorySources,
  options: HistoryOptions | undefined,
): Promise<{ readonly history: HistoryFact; readonly diagnostics: readonly Diagnostic[] }> {
  if (!options) return { history: noHistory('off', 'it was not asked for'), diagnostics: [] };
  const modules = application.map(({ path }) => path).sort(byCodeUnit);
  const numbers = new Map(modules.map((path, index) => [path, index]));
  const tally = createTally(modules.length);
  const reading = await project.readHistory(options, ({ author, paths: changed }) => {
    tally.add(
      author,
      changed.flatMap((path) => numbers.get(path) ?? []),
    );
  });
  if ('reason' in reading) {
    const history = noHistory(reading.isAbsent ? 'absent' : 'unreadable', reading.reason);
    return { history, diagnostics: [unread(reading.reason, reading.isAbsent)] };
  }
  return { history: toFact(reading, modules, tally.result()), diagnostics: limitsOf(reading) };
}

function toFact(reading: History, modules: readonly string[], tally: Tally): HistoryFact {
  const { since, isShallow, ignored } = reading;
  const seen = tally.commitsOf.filter((commits) => commits >= minCommits).length;
  const name = (module: number): string => modules[module] as string;
  return {
    state: 'read',
    reason: null,
    since,
    isShallow,
    commits: tally.commits,
    ignored,
    coverage: modules.length === 0 ? 0 : seen / modules.length,
    modules: modules.flatMap((path, module) => {
      const commits = tally.commitsOf[module] ?? 0;
      return commits === 0 ? [] : [{ path, commits, authors: tally.authorsOf[module] ?? 0 }];
    }),
    coChanges: tally.pairs.map(({ a, b, together }) => {
      const ofA = tally.commitsOf[a] as number;
      const ofB = tally.commitsOf[b] as number;
      return {
        a: name(a),
        b: name(b),
        commits: together,
        confidence: { ofB: together / ofA, ofA: together / ofB },
        lift: (together * tally.commits) / (ofA * ofB),
      };
    }),
  };
}

function unread(reason: string, isAbsent: boolean): Diagnostic {
  return isAbsent
    ? {
        severity: 'note',
        code: 'HISTORY_ABSENT',
        message: `no history was read: ${reason}; nothing is said about what changes together`,
      }
    : {
        severity: 'warning',
        code: 'HISTORY_UNREADABLE',
        message: `the history could not be read: ${reason}; nothing is said about what changes together`,
      };
}

function limitsOf({ isShallow, isPartial, isCut, since }: History): Diagnostic[] {
  const note = (code: string, message: string): Diagnostic => ({ severity: 'note', code, message });
  return [
    ...(isShallow
      ? [
          note(
            'HISTORY_SHALLOW',
            'the clone is shallow: counts of commits are too low; `git fetch --unshallow` gets the rest',
          ),
        ]
      : []),
    ...(isPartial
      ? [
          note(
            'HISTORY_PARTIAL',
            'the clone has not every object: only renames without other changes were followed',
          ),
        ]
      : []),
    ...(isCut
      ? [
          note(
            'HISTORY_CUT',
            `only the newest commits${since === null ? '' : ` since ${since}`} were read; --history-since shortens the time`,
          ),
        ]
      : []),
  ];
}
