import { posix } from 'node:path';
import type { Dependency } from '../../model/analysis.ts';
import type { Facts } from '../facts.ts';
import type { Neighbourhoods } from './first-pass.ts';
import { businessStems, isCatchAllName } from './lexicon.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { splitWords } from './vocabulary/words.ts';
import { clusteringWeights as weights } from './weights.ts';

/** Who uses whom among the modules that take part in clustering. */
interface Usage {
  readonly users: ReadonlyMap<string, ReadonlySet<string>>;
  readonly used: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Modules that wire everything: they import from 40 % of the neighbourhoods (three at least), hardly anybody imports them,
 * and their name is nothing but a role (`app`, `container`, `routes/index`). Whoever imports one and is of this kind too
 * wires everything as well.
 */
export function findCompositionRoots(
  { groupOf }: Pick<Neighbourhoods, 'groupOf'>,
  dependencies: readonly Dependency[],
): Set<string> {
  const { users, used } = usage(groupOf, dependencies);
  const { minUses, minUseShare, maxUsers } = weights.compositionRoot;
  const least = Math.max(minUses, minUseShare * new Set(groupOf.values()).size);
  const roots = new Set<string>();
  const pending: string[] = [];
  for (const [path, targets] of used) {
    const reached = new Set([...targets].map((target) => groupOf.get(target)));
    if (reached.size >= least) pending.push(path);
  }
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const importers = users.get(path) ?? new Set<string>();
    if (roots.has(path) || importers.size > maxUsers || fileNameStems(path).length > 0) continue;
    roots.add(path);
    pending.push(...importers);
  }
  return roots;
}

/**
 * Modules that belong to nobody because everybody uses them.
 *
 * 1. Single modules by `U = ln(1 + degree) · Ca / (Ca + Ce)`: degree is the number of neighbourhoods that use the module, Ca
 *    the number of its users, Ce of the modules it uses. Shared are those that a good part of the neighbourhoods use and
 *    whose U is well above the mean; in a folder for things without another place (`shared`, `utils`) half of that is enough.
 * 2. Whole communities that a good part of the neighbourhoods use and that use little themselves.
 * 3. What only shared modules use.
 *
 * A hub of the business is no utility: what declares or writes an entity, answers a route, uses such a module of its own
 * community, or is named after an entity or a route is never shared; nor is a community with an entity or a route.
 *
 * Source: Z. Wen, V. Tzerpos, "Software Clustering based on Omnipresent Object Detection", IWPC 2005; R. C. Martin's
 * stability.
 */
export function findSharedKernel(
  neighbourhoods: Neighbourhoods,
  facts: Pick<Facts, 'dependencies' | 'entities' | 'routes'>,
): Set<string> {
  const use = usage(neighbourhoods.groupOf, facts.dependencies);
  const owners = new Set([
    ...facts.entities.flatMap(({ file, writers }) => [file, ...writers]),
    ...facts.routes.map(({ file }) => file),
  ]);
  const isNamed = namedAfterBusiness(facts);
  const isBusiness = (path: string): boolean =>
    owners.has(path) || isNamed(path) || usesOwner(path, neighbourhoods, use, owners);
  const candidates = [
    ...omnipresentModules(neighbourhoods, use),
    ...stableCommunities(neighbourhoods, use, owners, isNamed),
  ];
  const shared = new Set(candidates.filter((path) => !isBusiness(path)));
  return closeOver(shared, isBusiness, use.users);
}

/** Whether a file name shares a word with an entity or with the path of a route. */
function namedAfterBusiness({
  entities,
  routes,
}: Pick<Facts, 'entities' | 'routes'>): (path: string) => boolean {
  const vocabulary = new Set([
    ...entities.flatMap(({ name }) => businessStems(splitWords(name))),
    ...routes.flatMap(({ path }) => businessStems(splitWords(path.replaceAll(/[:{]\w+/g, '')))),
  ]);
  return (path) => fileNameStems(path).some((stem) => vocabulary.has(stem));
}

function usesOwner(
  path: string,
  { communityOf }: Neighbourhoods,
  { used }: Usage,
  owners: ReadonlySet<string>,
): boolean {
  return [...(used.get(path) ?? [])].some(
    (target) => owners.has(target) && communityOf.get(target) === communityOf.get(path),
  );
}

function omnipresentModules(neighbourhoods: Neighbourhoods, { users, used }: Usage): string[] {
  const { minUsers, minUserShare, minStability, catchAllShare } = weights.sharedKernel;
  const isUsedEverywhere = ({ groupOf, featureOf }: Neighbourhoods, path: string): boolean =>
    [groupOf, featureOf].some((placeOf: ReadonlyMap<string, number | string>) => {
      const least =
        minUserShare *
        new Set<number | string>(placeOf.values()).size *
        (isInCatchAll(path) ? catchAllShare : 1);
      const places = new Set([...(users.get(path) ?? [])].flatMap((user) => placeOf.get(user) ?? []));
      const own = placeOf.get(path);
      if (own !== undefined) places.delete(own);
      return places.size >= Math.max(minUsers, least);
    });
  return [...neighbourhoods.groupOf.keys()].filter((path) => {
    const ca = users.get(path)?.size ?? 0;
    const ce = used.get(path)?.size ?? 0;
    return ca >= minStability * (ca + ce) && isUsedEverywhere(neighbourhoods, path);
  });
}

interface Community {
  readonly members: string[];
  /** Groups that use it. */
  readonly users: Set<number>;
  entering: number;
  leaving: number;
}

function stableCommunities(
  neighbourhoods: Neighbourhoods,
  { used }: Usage,
  owners: ReadonlySet<string>,
  isNamedAfterBusiness: (path: string) => boolean,
): string[] {
  const { communityOf, groupOf } = neighbourhoods;
  const communities = communitiesOf(neighbourhoods, used);
  const owned = new Set([...owners].map((owner) => communityOf.get(owner)));
  const groups = new Set(groupOf.values()).size;
  const isShared = (label: number, { members, users, entering, leaving }: Community): boolean => {
    if (owned.has(label)) return false;
    const named = members.filter(isNamedAfterBusiness).length / members.length;
    const { minUsers, minUserShare, minStability } =
      named > weights.sharedKernel.maxNamedShare
        ? weights.sharedKernel.community
        : weights.sharedKernel.technical;
    const isUsed = users.size >= Math.max(minUsers, minUserShare * groups);
    return isUsed && entering >= minStability * (entering + leaving);
  };
  return [...communities].flatMap(([label, community]) =>
    isShared(label, community) ? community.members : [],
  );
}

function communitiesOf(
  { communityOf, groupOf }: Neighbourhoods,
  used: Usage['used'],
): Map<number, Community> {
  const communities = new Map<number, Community>();
  for (const path of groupOf.keys()) {
    const label = communityOf.get(path) as number;
    const community = communities.get(label) ?? { members: [], users: new Set(), entering: 0, leaving: 0 };
    community.members.push(path);
    communities.set(label, community);
  }
  for (const [from, targets] of used) {
    const leaving = communities.get(communityOf.get(from) as number);
    for (const target of targets) {
      const entering = communities.get(communityOf.get(target) as number);
      if (leaving === entering || !leaving || !entering) continue;
      entering.users.add(groupOf.get(from) as number);
      entering.entering++;
      leaving.leaving++;
    }
  }
  return communities;
}

function usage(groupOf: ReadonlyMap<string, number>, dependencies: readonly Dependency[]): Usage {
  const users = new Map<string, Set<string>>();
  const used = new Map<string, Set<string>>();
  for (const { from, to } of dependencies) {
    if (!groupOf.has(from) || !groupOf.has(to)) continue;
    users.set(to, (users.get(to) ?? new Set<string>()).add(from));
    used.set(from, (used.get(from) ?? new Set<string>()).add(to));
  }
  return { users, used };
}

function isInCatchAll(path: string): boolean {
  return posix
    .dirname(path)
    .split('/')
    .some((folder) => isCatchAllName(splitWords(folder)));
}

function closeOver(
  shared: Set<string>,
  isBusiness: (path: string) => boolean,
  users: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> {
  let before = -1;
  while (shared.size !== before) {
    before = shared.size;
    for (const [path, usedBy] of users) {
      if (!isBusiness(path) && [...usedBy].every((user) => shared.has(user))) shared.add(path);
    }
  }
  return shared;
}
