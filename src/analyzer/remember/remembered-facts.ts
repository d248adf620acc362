import { deserialize, serialize } from 'node:v8';
import { digestOf, type LookedAt, openProject, type Project, rootOf } from '../../project/index.ts';
import type { DiscoverOptions } from '../discover/index.ts';
import type { Facts } from '../facts.ts';
import { type ChangedText, compareTexts } from './changed-text.ts';
import type { KnownFacts } from './known-facts.ts';
import type { Memory } from './memory.ts';
import type { Trail } from './trail.ts';

/** Sources that are kept to compare what changed with what it was; beyond that a change means a whole run. */
const maxKeptBytes = 64_000_000;

export interface RememberedFacts extends KnownFacts {
  /** What else may be kept for this code base and these options is kept under this name. */
  readonly name: string;
}

/** What is kept of a whole run, beside its facts, its sources one after the other, and its trail. */
interface Run {
  readonly looked: LookedAt;
  readonly repository: string;
  /** Digest of the facts. */
  readonly digest: string;
  /** Where each source is among all that are kept. */
  readonly places: ReadonlyMap<string, readonly [start: number, end: number]>;
}

/**
 * The facts of a code base, from memory where they still hold, else discovered and kept.
 *
 * They hold while everything that was asked of the folder has the same answer: the listing, configuration, sources. Of sources the
 * text may be another one: that says the same, see `movedLines`, or that changes bodies of functions and nothing for anybody else,
 * see `redo`. The history is read again when the repository has another state. Throws what `discoverFacts` throws.
 */
export async function rememberFacts(options: DiscoverOptions, memory: Memory): Promise<RememberedFacts> {
  const { limits } = options;
  const name = nameOf(rootOf(options.root), options);
  const run = read(await memory.recall(`run ${name}`)) as Run | null;
  const before = run?.looked;
  const project = openProject({ ...options, maxFileBytes: limits?.maxFileBytes, maxKeptBytes, before });
  const discover = () => discoverAndKeep(options, project, memory, name);
  const known = run && (await stillTrue(run, project, storeIn(memory, name, run), discover));
  if (known && run.repository === project.repository) return { ...known, name };
  if (known) {
    const { renewHistory } = await import('./renew-history.ts');
    return { ...(await renewHistory(known, { project, options, memory, name })), name };
  }
  return { ...(await discover()), name };
}

async function discoverAndKeep(
  options: DiscoverOptions,
  project: Project,
  memory: Memory,
  name: string,
): Promise<KnownFacts> {
  const [{ discover }, { makeTrail }] = await Promise.all([
    import('../discover/index.ts'),
    import('./make-trail.ts'),
  ]);
  const found = await discover(options, project);
  const { facts } = found;
  const serialised = serialize(facts);
  const digest = digestOf(serialised);
  // Why a history could not be read may be another reason next time.
  if (facts.history.state !== 'unreadable') {
    const { keepPart, places } = joined(project);
    const run: Run = { looked: project.looked, repository: project.repository, digest, places };
    await memory.keep(`facts ${name}`, Buffer.concat([Buffer.from(digest), serialised]));
    await memory.keep(`sources ${name}`, keepPart);
    const trail = options.isPrecise ? null : makeTrail(found);
    await memory.keep(`trail ${name}`, serialize({ of: digest, trail }));
    // The others are of no use without: a run that ends before this one leaves what was there.
    await memory.keep(`run ${name}`, serialize(run));
  }
  return { facts: async () => facts, digest, codeDigest: digest };
}

/** The sources that were kept, one after the other. */
function joined({ sources, bytes }: Project) {
  const places = new Map<string, readonly [number, number]>();
  const parts: Buffer[] = [];
  let start = 0;
  for (const path of sources) {
    const part = bytes.get(path);
    if (!part) continue;
    places.set(path, [start, start + part.length]);
    parts.push(part);
    start += part.length;
  }
  return { places, keepPart: Buffer.concat(parts) };
}

/** What else decides about facts; one entry for each. */
function nameOf(root: string, { limits, history, isPrecise }: DiscoverOptions): string {
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

/** What was kept beside a run; null where it is of another run, or not there. */
interface Store {
  readonly facts: () => Promise<Facts | null>;
  readonly source: (path: string) => Promise<Buffer | null>;
  readonly trail: () => Promise<Trail | null>;
}

function storeIn(memory: Memory, name: string, { digest, places, looked }: Run): Store {
  return {
    async facts() {
      const entry = await memory.recall(`facts ${name}`);
      const isOf = entry?.subarray(0, digest.length).toString('latin1') === digest;
      return isOf ? (read(entry.subarray(digest.length)) as Facts | null) : null;
    },
    async source(path) {
      const place = places.get(path);
      const bytes = place ? await memory.recall(`sources ${name}`, place) : null;
      return bytes && digestOf(bytes) === looked.reads.files.get(path)?.answer ? bytes : null;
    },
    async trail() {
      const entry = read(await memory.recall(`trail ${name}`)) as { of: string; trail: Trail | null } | null;
      return entry?.of === digest ? entry.trail : null;
    },
  };
}

/** The facts as they are now; null when what changed may mean more than can be done again by itself. */
async function stillTrue(
  { looked, digest }: Run,
  project: Project,
  store: Store,
  discover: () => Promise<KnownFacts>,
): Promise<KnownFacts | null> {
  const changed = project.changedSince(looked);
  if (changed === null) return null;
  if (changed.size === 0) {
    // Who has the document already does not ask for them.
    const facts = async () => (await store.facts()) ?? (await discover()).facts();
    return { facts, digest, codeDigest: digest };
  }
  const texts: ChangedText[] = [];
  const sources = new Set(project.sources);
  for (const [path, bytes] of changed) {
    const before = looked.reads.again.has(path) || !sources.has(path) ? null : await store.source(path);
    const text = before && (await compareTexts(path, before, bytes));
    if (!text) return null;
    texts.push(text);
  }
  const facts = await store.facts();
  if (facts === null) return null;
  const { placed, redoAll } = await import('./redo-all.ts');
  const now = placed(facts, texts);
  if (texts.every(({ moved }) => moved !== null)) {
    const said = texts.map(({ after, moved }) => [after.path, after.lines, [...(moved ?? [])]]);
    return (
      now && { facts: async () => now, digest: digestOf(JSON.stringify([digest, said])), codeDigest: digest }
    );
  }
  const trail = now && (await store.trail());
  const bytesOf = (path: string) => project.readAsBefore(looked, path);
  const done = trail && (await redoAll(now, texts, { project, trail, bytesOf }));
  if (!done) return null;
  const { withoutLines } = await import('./without-lines.ts');
  const paths = new Set(changed.keys());
  // To serialise the facts again would cost more than to work them out.
  const anew = digestOf(
    JSON.stringify([digest, ...[...changed].map(([path, bytes]) => [path, digestOf(bytes)])]),
  );
  const isSameCode = withoutLines(facts, paths) === withoutLines(done, paths);
  return { facts: async () => done, digest: anew, codeDigest: isSameCode ? digest : anew };
}
