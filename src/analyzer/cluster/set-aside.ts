import type { Facts, ModuleFact } from '../facts.ts';
import { ownersOf } from './business.ts';
import { findCompositionRoots } from './composition-roots.ts';
import { firstPass } from './first-pass.ts';
import type { FeatureFolders } from './folders.ts';
import { findSharedKernel } from './shared-kernel.ts';
import { usageAmong } from './usage.ts';

/** Paths of the modules that belong to no context. */
export interface SetAside {
  readonly roots: ReadonlySet<string>;
  readonly shared: ReadonlySet<string>;
}

/** Takes out what wires everything and what everybody uses, so that the rest can be told apart. */
export function setAside(modules: readonly ModuleFact[], facts: Facts, folders: FeatureFolders): SetAside {
  const started = new Set(modules.filter(({ role }) => role === 'composition-root').map(({ path }) => path));
  const domain = modules.filter(({ path }) => !started.has(path));
  const neighbourhoods = firstPass(domain, facts.dependencies, folders);
  const roots = findCompositionRoots(neighbourhoods, facts.dependencies);
  for (const root of roots) neighbourhoods.groupOf.delete(root);
  for (const root of started) roots.add(root);
  const shared = findSharedKernel(neighbourhoods, roots, facts);
  for (const root of rootsOfOneFeature(started, shared, modules, facts, folders)) roots.delete(root);
  return { roots, shared };
}

/**
 * Start files that stand in a feature folder and use no other feature of the business: in a folder of several applications
 * each belongs to its own.
 */
function rootsOfOneFeature(
  roots: ReadonlySet<string>,
  shared: ReadonlySet<string>,
  modules: readonly ModuleFact[],
  facts: Facts,
  folders: FeatureFolders,
): string[] {
  const { used } = usageAmong(new Set(modules.map(({ path }) => path)), facts.dependencies);
  const featureOf = (path: string): string | undefined => folders.featuresOf(path)[0];
  const business = new Set([...ownersOf(facts)].map(featureOf));
  return [...roots].filter((root) => {
    const own = [...(used.get(root) ?? [])].filter((path) => !shared.has(path));
    const feature = featureOf(root);
    if (feature === undefined || own.length === 0) return false;
    return own.every((path) => featureOf(path) === feature || !business.has(featureOf(path)));
  });
}
