import { deserialize, serialize } from 'node:v8';
import { digestOf, openProject, type Project, type Reads } from '../../project/index.ts';
import type { DiscoverOptions } from '../discover/index.ts';
import type { Facts } from '../facts.ts';
import { type ChangedText, compareTexts } from './changed-text.ts';
import type { Trail } from './trail.ts';

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

interface KeptTrail {
  /** Digest of the facts that it belongs to. */
  readonly of: string;
  /** Null where nothing can be done again by itself. */
  readonly trail: Trail | null;
}

/**
 * The facts of a code base, from memory where they still hold, else discovered and kept.
 *
 * They hold while everything that was read answers as it did, byte for byte: the listing, the state of the repository,
 * configuration, sources. Of sources the text may be another one: that says the same, see `movedLines`, or that changes
 * bodies of functions and nothing for anybody else, see `redo`. Throws what `discoverFacts` throws.
 */
export async function rememberFacts(options: DiscoverOptions, memory: Memory): Promise<RememberedFacts> {
  const { limits } = options;
  const project = openProject({ ...options, maxFileBytes: limits?.maxFileBytes, maxKeptBytes });
  const name = nameOf(project, options);
  const entry = read(await memory.recall(`facts ${name}`)) as Entry | null;
  const recallTrail = async () => read(await memory.recall(`trail ${name}`)) as KeptTrail | null;
  const known =
    entry?.fingerprint === project.fingerprint ? await stillTrue(entry, project, recallTrail) : null;
  if (known) return { ...known, name };
  const [{ discover }, { makeTrail }] = await Promise.all([
    import('../discover/index.ts'),
    import('./make-trail.ts'),
  ]);
  const found = await discover(options, project);
  const { facts } = found;
  const { fingerprint, reads } = project;
  const serialised = serialize(facts);
  const digest = digestOf(serialised);
  // Why a history could not be read may be another reason next time.
  if (facts.history.state !== 'unreadable') {
    await memory.keep(`facts ${name}`, serialize({ fingerprint, reads, facts: serialised }));
    const trail = options.isPrecise ? null : makeTrail(found);
    await memory.keep(`trail ${name}`, serialize({ of: digest, trail }));
  }
  return { facts, digest, codeDigest: digest, name };
}

/** What else decides about facts; one entry for each. */
function nameOf({ root }: Project, { limits, history, isPrecise }: DiscoverOptions): string {
  const asked = history ? [history.since, history.maxCommits, history.maxBytes] : 'off';
  return digestOf(JSON.stringify([root, limits?.maxFileBytes, limits?.maxUnresolvedShare, asked, isPrecise]));
}

function read(value: Buffer | null): unknown {
  if (value === null) return null;
  try {
    return deserialize(value);
  } catch {
    return null;
  }
}

/** The facts as they are now; null when what changed may mean more than can be done again by itself. */
async function stillTrue(
  { facts: serialised, reads }: Entry,
  project: Project,
  recallTrail: () => Promise<KeptTrail | null>,
): Promise<Omit<RememberedFacts, 'name'> | null> {
  const changed = project.changedSince(reads);
  if (changed === null) return null;
  const sources = new Set(changed.size > 0 ? project.sources : []);
  const texts: ChangedText[] = [];
  for (const [path, bytes] of changed) {
    const before = reads.again.has(path) ? undefined : reads.bytes.get(path);
    const text = before && sources.has(path) ? await compareTexts(path, before, bytes) : null;
    if (text === null) return null;
    texts.push(text);
  }
  const codeDigest = digestOf(serialised);
  const facts = deserialize(serialised) as Facts;
  if (texts.length === 0) return { facts, digest: codeDigest, codeDigest };
  const { placed, redoAll } = await import('./redo-all.ts');
  const now = placed(facts, texts);
  if (texts.every(({ moved }) => moved !== null)) {
    const said = texts.map(({ after, moved }) => [after.path, after.lines, [...(moved ?? [])]]);
    return now && { facts: now, digest: digestOf(JSON.stringify([codeDigest, said])), codeDigest };
  }
  const kept = now && (await recallTrail());
  const trail = kept?.of === codeDigest ? kept.trail : null;
  const bytesOf = (path: string) => changed.get(path) ?? reads.bytes.get(path) ?? null;
  const done = now && trail && (await redoAll(now, texts, { project, trail, bytesOf }));
  if (!done) return null;
  const { withoutLines } = await import('./without-lines.ts');
  const paths = new Set(changed.keys());
  // To serialise the facts again would cost more than to work them out.
  const digest = digestOf(
    JSON.stringify([codeDigest, ...[...changed].map(([path, bytes]) => [path, digestOf(bytes)])]),
  );
  const isSameCode = withoutLines(facts, paths) === withoutLines(done, paths);
  return { facts: done, digest, codeDigest: isSameCode ? codeDigest : digest };
}
