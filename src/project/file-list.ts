import { compileGlob } from '../lib/glob.ts';

/** The regular files of a code base. What is asked of them is noted, so that a file more or less is seen by who asked for it. */
export interface FileList {
  has(path: string): boolean;
  /** Those whose path matches, sorted; O(files). The pattern has no flag that keeps a place. */
  matching(pattern: RegExp): readonly string[];
  /** Those that fit a pattern of `*`, `?`, `**` and `{a,b}`, sorted; see `compileGlob`. */
  fitting(glob: string): readonly string[];
  /** Those in a folder and below it, sorted; all of them for the empty path. O(files). */
  below(folder: string): readonly string[];
}

type Question =
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string }
  | { readonly kind: 'glob'; readonly glob: string }
  | { readonly kind: 'folder'; readonly folder: string };

/** A list of files and what was asked of it, as plain data. */
export interface FileQuestions {
  readonly files: readonly string[];
  /** Paths that were asked for, whether they are there or not. */
  readonly paths: ReadonlySet<string>;
  /** What else was asked, each once. */
  readonly others: ReadonlyMap<string, Question>;
}

/** A list of files and what is asked of it, which grows. */
export function recordFiles(files: readonly string[]): {
  readonly list: FileList;
  readonly questions: FileQuestions;
} {
  const known = new Set(files);
  const paths = new Set<string>();
  const others = new Map<string, Question>();
  const answer = (question: Question): readonly string[] => {
    others.set(JSON.stringify(question), question);
    return files.filter(testFor(question));
  };
  return {
    questions: { files, paths, others },
    list: {
      has(path) {
        paths.add(path);
        return known.has(path);
      },
      matching: ({ source, flags }) => answer({ kind: 'pattern', source, flags }),
      fitting: (glob) => answer({ kind: 'glob', glob }),
      below: (folder) => answer({ kind: 'folder', folder }),
    },
  };
}

function testFor(question: Question): (path: string) => boolean {
  if (question.kind === 'glob') return compileGlob(question.glob);
  if (question.kind === 'pattern') {
    const pattern = new RegExp(question.source, question.flags);
    return (path) => pattern.test(path);
  }
  const start = question.folder === '' ? '' : `${question.folder}/`;
  return (path) => path.startsWith(start);
}

/** Files that are only in one of two lists. Linear. */
export function difference(before: readonly string[], after: readonly string[]): string[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [...before.filter((path) => !now.has(path)), ...after.filter((path) => !old.has(path))];
}

/** Whether all that was asked has the same answer when some files came or went. O(files × questions). */
export function isAnsweredAlike({ paths, others }: FileQuestions, changed: readonly string[]): boolean {
  return (
    !changed.some((path) => paths.has(path)) &&
    ![...others.values()].some((question) => changed.some(testFor(question)))
  );
}
