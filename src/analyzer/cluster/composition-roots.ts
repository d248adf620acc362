import type { Dependency } from '../../model/analysis.ts';
import type { Neighbourhoods } from './first-pass.ts';
import { usageAmong } from './usage.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { clusteringWeights as weights } from './weights.ts';

/**
 * Modules that wire everything: they import from 40 % of the neighbourhoods (three at least), hardly anybody imports them,
 * and their name is nothing but a role (`app`, `container`, `routes/index`). Whoever imports one and is of this kind too
 * wires everything as well.
 */
export function findCompositionRoots(
  { groupOf }: Pick<Neighbourhoods, 'groupOf'>,
  dependencies: readonly Dependency[],
): Set<string> {
  const { users, used } = usageAmong(groupOf, dependencies);
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
