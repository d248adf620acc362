import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { digestOf, type Project } from '../../project/index.ts';
import { discoverHistory } from '../discover/history/discover-history.ts';
import { byPlace } from '../discover/by-place.ts';
import type { DiscoverOptions } from '../discover/index.ts';
import { roleByName } from '../discover/role-by-name.ts';
import type { Facts } from '../facts.ts';
import type { KnownFacts } from './known-facts.ts';
import type { Memory } from './memory.ts';

type FoundHistory = Awaited<ReturnType<typeof discoverHistory>>;

interface Sources {
  readonly project: Project;
  readonly options: DiscoverOptions;
  readonly memory: Memory;
  readonly name: string;
}

/** Facts of the same code in another state of its repository: with its commit, and with its history where that is read. */
export async function renewHistory(known: KnownFacts, sources: Sources): Promise<KnownFacts> {
  const { project, options } = sources;
  const facts = await known.facts();
  const digest = digestOf(JSON.stringify([known.digest, project.repository]));
  if (!options.history)
    return { ...known, facts: async () => ({ ...facts, commit: project.commit }), digest };
  const { history, diagnostics } = await historyOf(facts, sources);
  const others = facts.diagnostics.filter(({ code }) => !code.startsWith('HISTORY_'));
  const now = {
    ...facts,
    commit: project.commit,
    history,
    diagnostics: [...others, ...diagnostics].sort(byPlace),
  };
  const isSame = isDeepStrictEqual(history, facts.history);
  return { facts: async () => now, digest, codeDigest: isSame ? known.codeDigest : digest };
}

async function historyOf(facts: Facts, { project, options, memory, name }: Sources): Promise<FoundHistory> {
  const application = facts.modules.filter(({ path }) => roleByName(path) !== 'test');
  const from = digestOf(JSON.stringify([project.repository, application.map(({ path }) => path)]));
  const kept = read(await memory.recall(`history ${name}`));
  if (kept?.from === from) return kept.found;
  const history = options.history && { ...options.history, signal: options.signal };
  const found = await discoverHistory({ project, application }, history);
  // Why it could not be read may be another reason next time.
  if (found.history.state !== 'unreadable') await memory.keep(`history ${name}`, serialize({ from, found }));
  return found;
}

function read(value: Buffer | null): { readonly from: string; readonly found: FoundHistory } | null {
  try {
    return value && (deserialize(value) as { readonly from: string; readonly found: FoundHistory });
  } catch {
    return null;
  }
}
