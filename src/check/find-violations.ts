import { by } from '../lib/ordered.ts';
import { fileOf, lineOf } from '../lib/place.ts';
import type { Boundaries, BoundaryFacts, Violation } from '../model/boundaries.ts';
import { dataRule } from './rules/data.ts';
import { dependenciesRule } from './rules/dependencies.ts';
import { modulesRule } from './rules/modules.ts';
import type { CheckedCode, CheckRule } from './rule.ts';
import { divide, type Territory } from './territory.ts';

const rules: readonly CheckRule[] = [modulesRule, dependenciesRule, dataRule];

/** Every violation once, by key, with its first place; sorted by location. Linear in the facts. */
export function findViolations(
  facts: BoundaryFacts,
  boundaries: Boundaries,
): { readonly violations: Violation[]; readonly territory: Territory } {
  const territory = divide(boundaries, facts);
  return { violations: violationsIn({ facts, boundaries, territory }), territory };
}

/** See `findViolations`; the territory may be that of more facts than are looked at. */
export function violationsIn(code: CheckedCode): Violation[] {
  const byKey = new Map<string, Violation>();
  for (const { find } of rules)
    for (const violation of find(code)) if (!byKey.has(violation.key)) byKey.set(violation.key, violation);
  return [...byKey.values()].sort(
    by(
      ({ location }) => fileOf(location),
      ({ location }) => lineOf(location),
      ({ key }) => key,
    ),
  );
}
