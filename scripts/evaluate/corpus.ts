import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';

const truthFolder = join(import.meta.dirname, '../../evaluation/truth');

/** What is known about a code base; globs and files are relative to its repository. */
export interface Truth {
  /** `owner/name`. */
  readonly repo: string;
  readonly commit: string;
  /** Folders and files that the truth speaks of; a single one can be analysed alone. */
  readonly roots: readonly string[];
  /** Context name to the globs of its files. */
  readonly contexts: Readonly<Record<string, readonly string[]>>;
  /** Globs of files that belong to no context because all use them. */
  readonly shared: readonly string[];
  /** A finer truth: one module for each folder that one of these globs names. */
  readonly moduleLevels: readonly string[];
  readonly moduleExclusions: readonly string[];
  /** Glob to the contexts that are all acceptable; `<shared>` for none. */
  readonly ambiguous: Readonly<Record<string, readonly string[]>>;
  /** Method, full path, declaring file. */
  readonly routes: readonly (readonly [method: string, path: string, file: string])[];
  /** `METHOD path` to the context that answers it, where the declaring files do not say. */
  readonly routeContext: Readonly<Record<string, string>>;
  /** Name, table, file. */
  readonly entities: readonly (readonly [name: string, table: string | null, file: string])[];
  /** Whether routes and entities are all there are, so that one more is a mistake. */
  readonly isComplete: boolean;
}

export interface CodeBase {
  readonly truth: Truth;
  /** Folder of the check-out; null when it is not there. */
  readonly folder: string | null;
}

interface TruthFile {
  repo: string;
  commit: string;
  root: string | string[];
  contexts: Record<string, string[]>;
  shared?: string[];
  modules?: { level: string[]; exclude?: string[] };
  ambiguous?: Record<string, string[]>;
  routes: [string, string, string][];
  routeContext?: Record<string, string>;
  entities: [string, string | null, string][];
  complete?: { routes: boolean; entities: boolean };
}

/** Every code base with a truth file, in order of name; `corpus` holds the check-outs, each in a folder of its name. */
export function readCorpus(corpus: string): CodeBase[] {
  return readdirSync(truthFolder)
    .sort()
    .map((file) => {
      const read = JSON.parse(readFileSync(join(truthFolder, file), 'utf8')) as TruthFile;
      const folder = join(corpus, (read.repo.split('/')[1] as string).toLowerCase());
      return { truth: toTruth(read), folder: existsSync(folder) ? folder : null };
    });
}

function toTruth(file: TruthFile): Truth {
  return {
    repo: file.repo,
    commit: file.commit,
    roots: [file.root].flat(),
    contexts: file.contexts,
    shared: file.shared ?? [],
    moduleLevels: file.modules?.level ?? [],
    moduleExclusions: file.modules?.exclude ?? [],
    ambiguous: file.ambiguous ?? {},
    routes: file.routes,
    routeContext: file.routeContext ?? {},
    entities: file.entities,
    isComplete: file.complete?.routes === true && file.complete.entities,
  };
}

export function matcher(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
}

/** Whether a file, relative to the repository, lies where the truth looks. */
export function isInRoots({ roots }: Truth, file: string): boolean {
  return roots.some((root) => root === '.' || file === root || file.startsWith(`${root}/`));
}
