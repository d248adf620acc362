import { access, constants, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { BanyanError } from '../errors/banyan-error.ts';
import { countOf } from '../lib/count-of.ts';
import { by } from '../lib/ordered.ts';
import { userCacheFolder } from './cache-folder.ts';
import { searchPathOf } from './code-options.ts';
import type { Invocation } from './command.ts';
import { readAnalysis } from './read-analysis.ts';
import { parseBaseline } from './read-baseline.ts';
import { readNamedText } from './read-named-text.ts';
import { readPins } from './read-pins.ts';

/** What was looked at, and what it is like. */
export interface Diagnosis {
  readonly subject: string;
  /** A note works with less than there could be; a problem does not work. */
  readonly state: 'good' | 'note' | 'problem';
  readonly said: string;
  /** What to do; null where nothing has to be done. */
  readonly fix: string | null;
}

type Look = (invocation: Invocation, root: string) => Promise<Omit<Diagnosis, 'subject'>>;

/** Looks at everything that Banyan needs in an analysed folder and around it; writes nothing but an empty cache folder. */
export async function diagnose(invocation: Invocation, root: string): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  for (const [subject, look] of Object.entries(looks)) {
    const seen = await look(invocation, root).catch((error: unknown) => {
      if (!(error instanceof BanyanError)) throw error;
      return problem(error.message, error.fix);
    });
    found.push({ subject, ...seen });
  }
  return found;
}

const looks: Readonly<Record<string, Look>> = {
  node: async () => node(process.versions.node),
  code: (_, root) => code(root),
  git,
  configuration: async (invocation, root) => {
    const pins = await readPins({ ...invocation, options: {} }, root);
    return pins.length === 0
      ? good('no pins; none are needed (`banyan init` writes a banyan.yaml with examples)')
      : good(`banyan.yaml with ${countOf(pins.length, 'pin')}`);
  },
  boundaries,
  analysis: async (_, root) => {
    const name = 'banyan-report/analysis.json';
    if (!(await isThere(join(root, name)))) return note('none yet', 'Write one with `banyan analyze`.');
    const { contexts, verdict } = await readAnalysis(join(root, name), name);
    return good(`${name}: ${countOf(contexts.length, 'context')}, ${verdict.decision}`);
  },
  cache,
  'http-proxy': async () => optional('http-proxy', 'a transport of the proxy'),
  OpenTelemetry: async () => optional('@opentelemetry/api', 'traces of the proxy'),
};

function good(said: string): Omit<Diagnosis, 'subject'> {
  return { state: 'good', said, fix: null };
}

function note(said: string, fix: string | null = null): Omit<Diagnosis, 'subject'> {
  return { state: 'note', said, fix };
}

function problem(said: string, fix: string): Omit<Diagnosis, 'subject'> {
  return { state: 'problem', said, fix };
}

/** `^20.19.0 || ^22.12.0 || >=24.0.0`, as the manifest says it. */
export function node(version: string): Omit<Diagnosis, 'subject'> {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  return isEnough
    ? good(version)
    : problem(`${version} is not supported`, 'Use Node ^20.19, ^22.12 or >=24.');
}

async function code(root: string): Promise<Omit<Diagnosis, 'subject'>> {
  const { openProject } = await import('../project/index.ts');
  const { sources, packages, files } = openProject({ root, except: 'banyan-report' });
  const kinds = new Map<string, number>();
  for (const path of sources) kinds.set(posix.extname(path), (kinds.get(posix.extname(path)) ?? 0) + 1);
  const [tsconfig, ...others] = files.matching(/(?:^|\/)tsconfig[^/]*\.json$/).toSorted(
    by(
      (path) => path.split('/').length,
      (path) => path.length,
    ),
  );
  return good(
    [
      `${countOf(sources.length, 'source file')} (${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')})`,
      countOf(packages.all.length, 'package'),
      tsconfig === undefined
        ? 'no tsconfig: imports are resolved as Node does'
        : `${tsconfig}${others.length === 0 ? '' : ` and ${others.length} more`}`,
    ].join('; '),
  );
}

async function git({ environment }: Invocation, root: string): Promise<Omit<Diagnosis, 'subject'>> {
  const { gitVersion, repositoryAround } = await import('../project/index.ts');
  const without = 'nothing is said about what changes together';
  const version = await gitVersion(root, searchPathOf(environment));
  if (version === null) return note(`no git on the PATH: ${without}`);
  const repository = repositoryAround(root);
  if (typeof repository === 'string') return note(`${version}; ${repository}: ${without}`);
  const { head, shallow, isPartial } = repository;
  const commit = `${version}, commit ${head.slice(0, 10)}`;
  if (shallow.length > 0)
    return note(`${commit}; the clone is shallow`, 'Fetch the rest with `git fetch --unshallow`.');
  return isPartial ? note(`${commit}; the clone is partial, so that few renames are followed`) : good(commit);
}

async function boundaries(_: Invocation, root: string): Promise<Omit<Diagnosis, 'subject'>> {
  const [name, known] = ['banyan.boundaries.yaml', 'banyan.baseline.json'];
  if (!(await isThere(join(root, name))))
    return note(
      'none accepted: `banyan check` has nothing to hold',
      'Accept those of an analysis with `banyan accept`.',
    );
  const read = (file: string) =>
    readNamedText({ workingFolder: root }, file, 64_000_000, {
      what: 'the file',
      fix: 'Check its permissions.',
    });
  const { parseBoundaries } = await import('../config/index.ts');
  const { contexts } = parseBoundaries(await read(name), name);
  const entries = (await isThere(join(root, known))) ? await parseBaseline(await read(known), known) : [];
  return good(`${countOf(contexts.length, 'context')}, ${countOf(entries.length, 'known violation')}`);
}

async function cache({ environment }: Invocation): Promise<Omit<Diagnosis, 'subject'>> {
  const folder = userCacheFolder(process.platform, environment);
  const without = 'every run reads everything';
  if (folder === null) return note(`no folder for it: ${without}`, 'Name one with --cache-dir.');
  const canWrite = await mkdir(folder, { recursive: true, mode: 0o700 })
    .then(() => access(folder, constants.W_OK))
    .then(
      () => true,
      () => false,
    );
  return canWrite
    ? good(folder)
    : note(`${folder} cannot be written: ${without}`, 'Name another folder with --cache-dir.');
}

function optional(name: string, use: string): Omit<Diagnosis, 'subject'> {
  try {
    createRequire(import.meta.url).resolve(name);
    return good('installed');
  } catch {
    return good(`not installed; only needed for ${use}`);
  }
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
