import { deserialize, serialize } from 'node:v8';
import { decodeSource, digestOf, openProject, type Project, type Reads } from '../../project/index.ts';
import type { DiscoverOptions } from '../discover/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Facts } from '../facts.ts';
import type { MovedLines } from './moved-lines.ts';

/** What outlives a run. It is asked for what another run kept under the same name, and may have forgotten it. */
export interface Memory {
  recall(name: string): Promise<Buffer | null>;
  keep(name: string, value: Buffer): Promise<void>;
}

/** Sources that are kept to compare what changed with what it was; beyond that a change means a whole run. */
const maxKeptBytes = 64_000_000;

export interface RememberedFacts {
  readonly facts: Facts;
  /** Stands for the facts, and so for everything that is worked out from them. */
  readonly digest: string;
  /** The same without how long files are. */
  readonly codeDigest: string;
  /** What else may be kept for this code base and these options is kept under this name. */
  readonly name: string;
}

interface Entry {
  readonly fingerprint: string;
  readonly reads: Reads;
  /** Serialised, so that the same facts have the same digest. */
  readonly facts: Buffer;
}

/**
 * The facts of a code base, from memory where they still hold, else discovered and kept.
 *
 * They hold while everything that was read answers as it did, byte for byte: the listing, the state of the repository,
 * configuration, sources. Of sources alone the text may be another one that says the same, see `movedLines`. Throws what
 * `discoverFacts` throws.
 */
export async function rememberFacts(options: DiscoverOptions, memory: Memory): Promise<RememberedFacts> {
  const { limits } = options;
  const project = openProject({ ...options, maxFileBytes: limits?.maxFileBytes, maxKeptBytes });
  const name = nameOf(project, options);
  const entry = read(await memory.recall(`facts ${name}`));
  const known = entry?.fingerprint === project.fingerprint ? await stillTrue(entry, project) : null;
  if (known) return { ...known, name };
  const { discoverFacts } = await import('../discover/index.ts');
  const facts = await discoverFacts(options, project);
  const { fingerprint, reads } = project;
  const serialised = serialize(facts);
  // Why a history could not be read may be another reason next time.
  if (facts.history.state !== 'unreadable')
    await memory.keep(`facts ${name}`, serialize({ fingerprint, reads, facts: serialised }));
  const digest = digestOf(serialised);
  return { facts, digest, codeDigest: digest, name };
}

/** What else decides about facts; one entry for each. */
function nameOf({ root }: Project, { limits, history, isPrecise }: DiscoverOptions): string {
  const asked = history ? [history.since, history.maxCommits, history.maxBytes] : 'off';
  return digestOf(JSON.stringify([root, limits?.maxFileBytes, limits?.maxUnresolvedShare, asked, isPrecise]));
}

function read(value: Buffer | null): Entry | null {
  if (value === null) return null;
  try {
    return deserialize(value) as Entry;
  } catch {
    return null;
  }
}

/** The facts as they are now; null when more than places without code changed. */
async function stillTrue(
  { facts: serialised, reads }: Entry,
  project: Project,
): Promise<Omit<RememberedFacts, 'name'> | null> {
  const changed = project.changedSince(reads);
  if (changed === null) return null;
  const sources = new Set(changed.size > 0 ? project.sources : []);
  const moves = new Map<string, Moved>();
  for (const [path, bytes] of changed) {
    const before = reads.again.has(path) ? undefined : reads.bytes.get(path);
    const moved = before && sources.has(path) ? await movedIn(path, before, bytes) : null;
    if (moved === null) return null;
    moves.set(path, moved);
  }
  const facts = deserialize(serialised) as Facts;
  const codeDigest = digestOf(serialised);
  if (moves.size === 0) return { facts, digest: codeDigest, codeDigest };
  const now = await placed(facts, moves);
  const said = [...moves].map(([path, { length, lines }]) => [path, length, [...lines]]);
  return now && { facts: now, digest: digestOf(JSON.stringify([codeDigest, said])), codeDigest };
}

interface Moved {
  /** Lines of the file. */
  readonly length: number;
  readonly lines: MovedLines;
}

/** How the lines of a file moved that says the same as before; null when it does not, or when anything is said about it. */
async function movedIn(path: string, before: Buffer, after: Buffer): Promise<Moved | null> {
  const [{ readModule }, { movedLines }, { isAsLarge }] = await Promise.all([
    import('../discover/source/read-modules.ts'),
    import('./moved-lines.ts'),
    import('../discover/parts/discover-parts.ts'),
  ]);
  const diagnostics: Diagnostic[] = [];
  const [old, now] = [before, after].map((bytes) => {
    const decoded = decodeSource(bytes);
    return decoded === 'binary' || decoded.isLossy ? null : readModule(path, decoded.text, diagnostics);
  });
  const lines = old && now && diagnostics.length === 0 && isAsLarge(old, now) ? movedLines(old, now) : null;
  return now && lines ? { length: now.lines, lines } : null;
}

/** The facts with the lengths and places of files that moved; null when that decides about more. */
async function placed(facts: Facts, moves: ReadonlyMap<string, Moved>): Promise<Facts | null> {
  const [{ movePlaces }, { leastLines }, { roleByName }] = await Promise.all([
    import('./move-places.ts'),
    import('../discover/parts/discover-parts.ts'),
    import('../discover/role-by-name.ts'),
  ]);
  const modules = facts.modules.map((each) => ({
    ...each,
    lines: moves.get(each.path)?.length ?? each.lines,
  }));
  const isOfApplication = ({ path }: { readonly path: string }) => roleByName(path) !== 'test';
  if (leastLines(modules.filter(isOfApplication)) !== leastLines(facts.modules.filter(isOfApplication)))
    return null;
  let result: Facts | null = { ...facts, modules };
  for (const [path, { lines }] of moves) {
    const isMoved = [...lines].some(([from, to]) => from !== to);
    if (isMoved) result = result && movePlaces(result, path, lines);
  }
  return result;
}
