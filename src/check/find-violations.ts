import { by } from '../lib/ordered.ts';
import type { Boundaries, BoundaryFacts, Violation } from '../model/boundaries.ts';
import { dataRule } from './rules/data.ts';
import { dependenciesRule } from './rules/dependencies.ts';
import { modulesRule } from './rules/modules.ts';
import type { CheckRule } from './rule.ts';
import { divide, type Territory } from './territory.ts';

const rules: readonly CheckRule[] = [modulesRule, dependenciesRule, dataRule];

/** Every violation once, by key, with its first place; sorted by location. Linear in the facts. */
export function findViolations(
  facts: BoundaryFacts,
  boundaries: Boundaries,
): { readonly violations: Violation[]; readonly territory: Territory } {
  const territory = divide(boundaries, facts);
  const byKey = new Map<string, Violation>();
  for (const { find } of rules)
    for (const violation of find({ facts, boundaries, territory }))
      if (!byKey.has(violation.key)) byKey.set(violation.key, violation);
  return {
    violations: [...byKey.values()].sort(
      by(
        ({ location }) => location.slice(0, location.lastIndexOf(':')),
        ({ location }) => Number(location.slice(location.lastIndexOf(':') + 1)),
        ({ key }) => key,
      ),
    ),
    territory,
  };
}
