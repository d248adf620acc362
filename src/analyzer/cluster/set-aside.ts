import type { Facts, ModuleFact } from '../facts.ts';
import { namedAfterBusiness, ownersOf } from './business.ts';
import { findCompositionRoots } from './composition-roots.ts';
import { firstPass, type Neighbourhoods } from './first-pass.ts';
import type { FeatureFolders } from './folders.ts';
import { findSharedKernel } from './shared-kernel.ts';
import { usageAmong } from './usage.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { clusteringWeights as weights } from './weights.ts';

/** Paths of the modules that belong to no context. */
export interface SetAside {
  readonly roots: ReadonlySet<string>;
  readonly shared: ReadonlySet<string>;
}

/** Takes out what wires everything and what everybody uses, so that the rest can be told apart. */
export function setAside(modules: readonly ModuleFact[], facts: Facts, folders: FeatureFolders): SetAside {
  const started = startFiles(modules, facts);
  const omnipresent = usedByMost(modules, facts);
  const domain = modules.filter(({ path }) => !started.has(path) && !omnipresent.has(path));
  const neighbourhoods = firstPass(domain, facts.dependencies, folders);
  const roots = findCompositionRoots(neighbourhoods, facts.dependencies);
  for (const root of roots) neighbourhoods.groupOf.delete(root);
  for (const root of started) roots.add(root);
  const shared = findSharedKernel(neighbourhoods, roots, omnipresent, facts);
  const applications = rootsOfOnePart({ roots: started, shared }, neighbourhoods, modules, facts, folders);
  for (const root of applications) roots.delete(root);
  return { roots, shared };
}

/**
 * Who uses what more than half of all modules use says nothing about who belongs together: the first look leaves it out, unless it
 * is of the business.
 */
function usedByMost(modules: readonly ModuleFact[], facts: Facts): Set<string> {
  const { users } = usageAmong(new Set(modules.map(({ path }) => path)), facts.dependencies);
  const owners = ownersOf(facts);
  const isNamed = namedAfterBusiness(facts);
  const least = weights.sharedKernel.omnipresentShare * modules.length;
  return new Set(
    [...users.entries()].flatMap(([path, own]) =>
      own.size > least && !owners.has(path) && !isNamed(path) ? [path] : [],
    ),
  );
}

/** Whatever a file starts or makes: one that is named after something and that several use is a service of theirs. */
function startFiles(
  modules: readonly ModuleFact[],
  { dependencies }: Pick<Facts, 'dependencies'>,
): Set<string> {
  const { users } = usageAmong(new Set(modules.map(({ path }) => path)), dependencies);
  const isUsed = (path: string): boolean =>
    fileNameStems(path).length > 0 && (users.get(path)?.size ?? 0) > weights.compositionRoot.maxUsers;
  const started = modules.filter(({ path, role }) => role === 'composition-root' && !isUsed(path));
  return new Set(started.map(({ path }) => path));
}

/**
 * Start files that stand in a feature folder and use no other feature of the business, or in none and use only modules of one
 * neighbourhood: where several applications are together, each has its own.
 */
function rootsOfOnePart(
  { roots, shared }: SetAside,
  { groupOf }: Pick<Neighbourhoods, 'groupOf'>,
  modules: readonly ModuleFact[],
  facts: Facts,
  folders: FeatureFolders,
): string[] {
  const { used } = usageAmong(new Set(modules.map(({ path }) => path)), facts.dependencies);
  const featureOf = (path: string): string | undefined => folders.featuresOf(path)[0];
  const business = new Set([...ownersOf(facts)].map(featureOf));
  return [...roots].filter((root) => {
    const own = [...(used.get(root) ?? [])].filter((path) => !shared.has(path));
    if (own.length === 0) return false;
    const feature = featureOf(root);
    if (feature === undefined) return isOne(own.map((path) => groupOf.get(path)));
    return own.every((path) => featureOf(path) === feature || !business.has(featureOf(path)));
  });
}

function isOne(groups: readonly (number | undefined)[]): boolean {
  return groups[0] !== undefined && groups.every((group) => group === groups[0]);
}
