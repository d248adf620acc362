import { sortedUnique } from '../../../lib/ordered.ts';
import { domainContexts } from '../subject.ts';
import { maxLocations, type Rule } from './rule.ts';

const code = 'TABLE_TWO_WRITERS';

/** A table that modules of several contexts write: it has no owner, so no service can keep its rules. */
export const tableTwoWriters: Rule = {
  code,
  find(subject) {
    const contextOf = domainContexts(subject);
    return subject.entities.flatMap((entity) => {
      const writers = entity.writers.filter((path) => contextOf.has(path));
      const contexts = sortedUnique(writers.map((path) => contextOf.get(path) as string));
      if (contexts.length < 2) return [];
      const owner = entity.context ?? (contexts[0] as string);
      const foreign = writers.filter((path) => contextOf.get(path) !== owner);
      return {
        code,
        severity: 'warning',
        title: `${entity.table ?? entity.name} is written by ${contexts.join(', ')}`,
        locations: foreign.slice(0, maxLocations).map((path) => `${path}:1`),
        why: 'Two services that write one table share its schema and its rules, and neither can change them alone.',
        fix: `Let ${owner} own ${entity.table ?? entity.name}, and give it an operation for what the listed modules write.`,
        numbers: { contexts: contexts.length, writers: writers.length, foreignWriters: foreign.length },
      };
    });
  },
};
