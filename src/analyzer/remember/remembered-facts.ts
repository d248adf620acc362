import { deserialize, serialize } from 'node:v8';
import { decodeSource, digestOf, openProject, type Project, type Reads } from '../../project/index.ts';
import type { DiscoverOptions } from '../discover/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Facts } from '../facts.ts';

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
 * configuration, sources. Of sources alone the text may be another one that says the same, see `isSameCode`. Throws what
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
  const lines = new Map<string, number>();
  for (const [path, bytes] of changed) {
    const before = reads.again.has(path) ? undefined : reads.bytes.get(path);
    const length = before && sources.has(path) ? await lengthIfSame(path, before, bytes) : null;
    if (length === null) return null;
    lines.set(path, length);
  }
  const facts = deserialize(serialised) as Facts;
  const codeDigest = digestOf(serialised);
  const longer = facts.modules.filter((each) => (lines.get(each.path) ?? each.lines) !== each.lines);
  if (longer.length === 0) return { facts, digest: codeDigest, codeDigest };
  const modules = facts.modules.map((each) => ({ ...each, lines: lines.get(each.path) ?? each.lines }));
  const digest = digestOf(JSON.stringify([codeDigest, longer.map(({ path }) => [path, lines.get(path)])]));
  return { facts: { ...facts, modules }, digest, codeDigest };
}

/** Lines of a file that says the same as before; null when it does not, or when anything is said about it. */
async function lengthIfSame(path: string, before: Buffer, after: Buffer): Promise<number | null> {
  const [{ readModule }, { isSameCode }] = await Promise.all([
    import('../discover/source/read-modules.ts'),
    import('./is-same-code.ts'),
  ]);
  const diagnostics: Diagnostic[] = [];
  const [old, now] = [before, after].map((bytes) => {
    const decoded = decodeSource(bytes);
    return decoded === 'binary' || decoded.isLossy ? null : readModule(path, decoded.text, diagnostics);
  });
  return old && now && diagnostics.length === 0 && isSameCode(old, now) ? now.lines : null;
}
