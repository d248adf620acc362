import type { Boundaries, BoundaryFacts } from '../model/boundaries.ts';
import { findViolations } from './find-violations.ts';
import type { Territory } from './territory.ts';

/** What looks for violations; another one only to see that the test of it can fail. */
type Find = typeof findViolations;

interface Planted {
  readonly what: string;
  readonly facts: BoundaryFacts;
}

/** No name of real code has such a character. */
const planted = '\u0000planted';

/**
 * Plants violations in copies of the facts, a module that nobody claims and, where two contexts may not use each other, a use and a write
 * across, and looks for them. Returns what was not found.
 *
 * A checker that checks nothing says "no violations", too; so each run shows first that it would see one.
 */
export function missedBySelfTest(
  facts: BoundaryFacts,
  boundaries: Boundaries,
  find: Find = findViolations,
): string[] {
  const { territory, violations } = find(facts, boundaries);
  const known = new Set(violations.map(({ key }) => key));
  return plantedIn(facts, boundaries, territory)
    .filter((each) => find(each.facts, boundaries).violations.every(({ key }) => known.has(key)))
    .map(({ what }) => what);
}

function plantedIn(facts: BoundaryFacts, { contexts }: Boundaries, territory: Territory): Planted[] {
  const stranger = { path: `${planted}.ts`, role: 'domain' } as const;
  const unclaimed = {
    what: 'a module that nobody claims',
    facts: { ...facts, modules: [...facts.modules, stranger] },
  };
  const modules = new Map<string, string>();
  for (const { path } of facts.modules) {
    const claim = territory.claimOf(path);
    if (claim.kind === 'context' && !modules.has(claim.id)) modules.set(claim.id, path);
  }
  for (const own of contexts)
    for (const other of contexts) {
      const [from, to] = [modules.get(own.id), modules.get(other.id)];
      if (own.id === other.id || own.uses.includes(other.id) || from === undefined || to === undefined)
        continue;
      return [
        unclaimed,
        { what: `a use of ${other.id} by ${own.id}`, facts: withUse(facts, from, to) },
        { what: `a write of ${own.id} to a table of ${other.id}`, facts: withWrite(facts, from, to) },
      ];
    }
  return [unclaimed];
}

function withUse(facts: BoundaryFacts, from: string, to: string): BoundaryFacts {
  const use = {
    from,
    to,
    kinds: ['value' as const],
    weight: 1,
    symbols: [planted],
    locations: [`${from}:1`],
  };
  return { ...facts, dependencies: [...facts.dependencies, use] };
}

function withWrite(facts: BoundaryFacts, from: string, to: string): BoundaryFacts {
  const write = { op: 'write' as const, file: from, line: 1, function: planted, via: '', confidence: 1 };
  return {
    ...facts,
    entities: [...facts.entities, { name: planted, table: null, file: to }],
    accesses: [...facts.accesses, { entity: planted, ...write }],
  };
}
