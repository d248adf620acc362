import { posix } from 'node:path';
import type { Dependency } from '../../model/analysis.ts';
import type { Facts } from '../facts.ts';
import { isCatchAllName } from './lexicon.ts';
import { splitWords } from './vocabulary/words.ts';
import { clusteringWeights as weights } from './weights.ts';

/** Who uses whom among the modules that take part in clustering. */
interface Usage {
  readonly users: ReadonlyMap<string, ReadonlySet<string>>;
  readonly used: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Modules that wire everything: they import from more than 40 % of the communities (three at least) and nobody but
 * such modules imports them.
 */
export function findCompositionRoots(
  communityOf: ReadonlyMap<string, number>,
  dependencies: readonly Dependency[],
): Set<string> {
  const { users, used } = usage(communityOf, dependencies);
  const least = Math.max(3, weights.compositionRootShare * new Set(communityOf.values()).size);
  const roots = new Set<string>();
  let before = -1;
  while (roots.size !== before) {
    before = roots.size;
    for (const [path, targets] of used) {
      const reached = new Set([...targets].map((target) => communityOf.get(target)));
      const isFree = [...(users.get(path) ?? [])].every((user) => roots.has(user));
      if (isFree && reached.size >= least) roots.add(path);
    }
  }
  return roots;
}

/**
 * Modules that belong to nobody because everybody uses them.
 *
 * - `U = ln(1 + clusterDegree) · Ca / (Ca + Ce)`: clusterDegree is the number of communities that use the module, Ca the
 *   number of its users, Ce of the modules it uses. Shared are those with at least three users among the communities
 *   (and a fifth of them) whose U is 1.5 deviations above the mean.
 * - In a folder for things that have no other place (`shared`, `utils`) two communities are enough.
 * - What writes an entity or answers a route is never shared: a hub of the business is not a utility.
 * - What only shared modules use is shared too.
 *
 * Source: Z. Wen, V. Tzerpos, "Software Clustering based on Omnipresent Object Detection", IWPC 2005; R. C. Martin's
 * stability.
 */
export function findSharedKernel(
  communityOf: ReadonlyMap<string, number>,
  facts: Pick<Facts, 'dependencies' | 'entities' | 'routes'>,
): Set<string> {
  const { users, used } = usage(communityOf, facts.dependencies);
  const owners = new Set([
    ...facts.entities.flatMap(({ file, writers }) => [file, ...writers]),
    ...facts.routes.map(({ file }) => file),
  ]);
  const scores = [...communityOf.keys()].map((path) => {
    const ca = users.get(path)?.size ?? 0;
    const ce = used.get(path)?.size ?? 0;
    const degree = new Set([...(users.get(path) ?? [])].map((user) => communityOf.get(user))).size;
    return { path, degree, score: ca === 0 ? 0 : Math.log(1 + degree) * (ca / (ca + ce)) };
  });
  const limit = upperLimit(scores.map(({ score }) => score));
  const communities = new Set(communityOf.values()).size;
  const least = Math.max(weights.sharedKernel.minUsers, weights.sharedKernel.minUserShare * communities);
  const shared = new Set<string>();
  for (const { path, degree, score } of scores) {
    if (owners.has(path)) continue;
    if ((degree >= least && score >= limit) || (degree >= 2 && isInCatchAll(path))) shared.add(path);
  }
  return closeOver(shared, owners, users);
}

function usage(communityOf: ReadonlyMap<string, number>, dependencies: readonly Dependency[]): Usage {
  const users = new Map<string, Set<string>>();
  const used = new Map<string, Set<string>>();
  for (const { from, to } of dependencies) {
    if (!communityOf.has(from) || !communityOf.has(to)) continue;
    users.set(to, (users.get(to) ?? new Set<string>()).add(from));
    used.set(from, (used.get(from) ?? new Set<string>()).add(to));
  }
  return { users, used };
}

function upperLimit(scores: readonly number[]): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) * (score - mean), 0) / scores.length;
  return mean + weights.sharedKernel.deviations * Math.sqrt(variance);
}

function isInCatchAll(path: string): boolean {
  return posix
    .dirname(path)
    .split('/')
    .some((folder) => isCatchAllName(splitWords(folder)));
}

function closeOver(
  shared: Set<string>,
  owners: ReadonlySet<string>,
  users: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> {
  let before = -1;
  while (shared.size !== before) {
    before = shared.size;
    for (const [path, usedBy] of users) {
      if (!owners.has(path) && [...usedBy].every((user) => shared.has(user))) shared.add(path);
    }
  }
  return shared;
}
