import { sortedUnique } from '../../../lib/ordered.ts';
import { placeOf } from '../plan/landscape.ts';
import { groupedBy, maxLocations, named, type Rule, runsInProduction } from './rule.ts';

const code = 'JOIN_ACROSS';

/** Queries that combine tables of several contexts, one finding for the context that runs them. */
export const joinAcross: Rule = {
  code,
  find(subject, _crossings, land) {
    const isProduction = runsInProduction(subject);
    const across = subject.joins.flatMap((join) => {
      if (join.contexts.length < 2 || !isProduction(join.file)) return [];
      return [{ ...join, owner: land.contextOf.get(land.moduleAt(join)) ?? '' }];
    });
    return groupedBy(across, ({ owner }) => owner).map(([owner, group]) => {
      const others = sortedUnique(group.flatMap(({ contexts }) => contexts)).filter((each) => each !== owner);
      const subjectOf = owner === '' ? '' : ` of ${owner}`;
      return {
        code,
        severity: 'warning',
        title: `${group.length === 1 ? `One query${subjectOf} joins` : `${group.length} queries${subjectOf} join`} tables of ${others.join(', ')}`,
        contexts: sortedUnique([...(owner === '' ? [] : [owner]), ...others]),
        locations: group.map(placeOf).slice(0, maxLocations),
        why: 'With a database for each service there is no such query: what it combines is in two places.',
        fix: `Ask the owner for the rest by id in bulk, keep a copy of what is only read, or build a read model: ${named(group.flatMap(({ entities }) => entities))}.`,
        numbers: { contexts: others.length, joins: group.length },
      };
    });
  },
};
