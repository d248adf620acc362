import { posix } from 'node:path';
import type { Dependency } from '../../model/analysis.ts';
import type { Facts } from '../facts.ts';
import { answeringModule, type Business, namedAfterBusiness, ownersOf } from './business.ts';
import type { Neighbourhoods } from './first-pass.ts';
import { isCatchAllName } from './lexicon.ts';
import { type Usage, usageAmong } from './usage.ts';
import { splitWords } from './vocabulary/words.ts';
import { clusteringWeights as weights } from './weights.ts';

/**
 * Modules that belong to nobody because everybody uses them; `omnipresent` are known to, and in no neighbourhood.
 *
 * 1. Single modules that a good part of the neighbourhoods use and that are used more than they use: the two factors of
 *    `U = ln(1 + degree) · Ca / (Ca + Ce)`, each with a limit of its own. In a folder for things without another place
 *    (`shared`, `utils`) half of the neighbourhoods are enough.
 * 2. Whole communities of the same kind.
 * 3. What only shared modules use, and, outside of features, what only composition roots use without using the business
 *    itself: middleware, configuration, error pages.
 *
 * A hub of the business is no utility: what declares or writes an entity, answers a route, uses such a module of its own
 * community, or is named after an entity or a route is never shared; nor is a community with an entity or a route.
 *
 * Source: Z. Wen, V. Tzerpos, "Software Clustering based on Omnipresent Object Detection", IWPC 2005; R. C. Martin's
 * stability. On four code bases with a known answer the mean-plus-1.5-deviations limit of the formula had precision .79 and recall .33, the
 * two limits with the business rule have .91 and .43.
 */
export function findSharedKernel(
  neighbourhoods: Neighbourhoods,
  roots: ReadonlySet<string>,
  omnipresent: ReadonlySet<string>,
  facts: Business & Pick<Facts, 'dependencies'>,
): Set<string> {
  const use = usageAmong(neighbourhoods.groupOf, facts.dependencies);
  const owners = ownersOf(facts);
  const isNamed = namedAfterBusiness(facts);
  const isBusiness = (path: string): boolean =>
    owners.has(path) || isNamed(path) || usesOwner(path, neighbourhoods, use, owners);
  const candidates = [
    ...omnipresentModules(neighbourhoods, use),
    ...stableCommunities(neighbourhoods, use, withOperations(owners, facts), isNamed),
  ];
  const shared = new Set([...omnipresent, ...candidates.filter((path) => !isBusiness(path))]);
  return closeOver(shared, roots, neighbourhoods, isBusiness, facts.dependencies);
}

/** A community that answers somebody is of the business, even by thin files such as resolvers. */
function withOperations(owners: ReadonlySet<string>, { operations }: Business): Set<string> {
  return new Set([...owners, ...operations.map(answeringModule)]);
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
      const all = new Set<number | string>(placeOf.values()).size;
      const least = minUserShare * all * (isInCatchAll(path) ? catchAllShare : 1);
      const places = new Set([...(users.get(path) ?? [])].flatMap((user) => placeOf.get(user) ?? []));
      const own = placeOf.get(path);
      if (own !== undefined) places.delete(own);
      // Of three or four, two others are as wide as three of many.
      return places.size >= Math.max(Math.min(minUsers, Math.max(2, Math.ceil(all / 2))), least);
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
  const isBusinessKnown = owned.size >= weights.sharedKernel.minOwnedShare * communities.size;
  const groups = new Set(groupOf.values()).size;
  const isShared = (label: number, { members, users, entering, leaving }: Community): boolean => {
    if (owned.has(label)) return false;
    const named = members.filter(isNamedAfterBusiness).length / members.length;
    const isTechnical = isBusinessKnown && named <= weights.sharedKernel.maxNamedShare;
    const { minUsers, minUserShare, minStability } =
      weights.sharedKernel[isTechnical ? 'technical' : 'community'];
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

function isInCatchAll(path: string): boolean {
  return posix
    .dirname(path)
    .split('/')
    .some((folder) => isCatchAllName(splitWords(folder)));
}

function closeOver(
  shared: Set<string>,
  roots: ReadonlySet<string>,
  { groupOf, featureOf }: Neighbourhoods,
  isBusiness: (path: string) => boolean,
  dependencies: readonly Dependency[],
): Set<string> {
  const { users, used } = usageAmong(new Set([...groupOf.keys(), ...roots, ...shared]), dependencies);
  const isSetAside = (path: string): boolean => shared.has(path) || roots.has(path);
  const follows = (path: string, usedBy: ReadonlySet<string>): boolean =>
    [...usedBy].every((user) => shared.has(user)) ||
    (!featureOf.has(path) && [...usedBy].every(isSetAside) && [...(used.get(path) ?? [])].every(isSetAside));
  let before = -1;
  while (shared.size !== before) {
    before = shared.size;
    for (const [path, usedBy] of users) {
      if (groupOf.has(path) && !isBusiness(path) && follows(path, usedBy)) shared.add(path);
    }
  }
  return shared;
}
