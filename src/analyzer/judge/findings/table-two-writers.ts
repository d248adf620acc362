import { by, sortedUnique } from '../../../lib/ordered.ts';
import type { Access } from '../../../model/analysis.ts';
import { type Landscape, placeOf } from '../plan/landscape.ts';
import { domainContexts } from '../subject.ts';
import { isSeed } from '../../../lib/is-seed.ts';
import { maxLocations, type Rule } from './rule.ts';

const code = 'TABLE_TWO_WRITERS';

/** A table that modules of several contexts write: it has no owner, so no service can keep its rules. */
export const tableTwoWriters: Rule = {
  code,
  find(subject, _crossings, land) {
    const contextOf = domainContexts(subject);
    return subject.entities.flatMap((entity) => {
      const writers = entity.writers.filter((path) => contextOf.has(path) && !isSeed(path));
      const contexts = sortedUnique(writers.map((path) => contextOf.get(path) as string));
      if (contexts.length < 2) return [];
      const owner = entity.context ?? (contexts[0] as string);
      const foreign = writers.filter((path) => contextOf.get(path) !== owner);
      const places = foreign.flatMap((path) => writesIn(path, entity.name, land));
      return {
        code,
        severity: 'warning',
        title: `${entity.table ?? entity.name} is written by ${contexts.join(', ')}`,
        contexts,
        locations: places.slice(0, maxLocations),
        why: 'Two services that write one table share its schema and its rules, and neither can change them alone.',
        fix: `Let ${owner} own ${entity.table ?? entity.name}, and give it an operation for what the listed places write.`,
        numbers: { contexts: contexts.length, writers: writers.length, foreignWriters: foreign.length },
      };
    });
  },
};

/** Where a module writes an entity; its first line where no access says it. */
function writesIn(path: string, entity: string, land: Landscape): string[] {
  const writes = land.accessesIn(path).filter((access) => access.entity === entity && access.op === 'write');
  const places = [...writes]
    .sort(
      by<Access>(
        ({ file }) => file,
        ({ line }) => line,
      ),
    )
    .map(placeOf);
  return places.length === 0 ? [`${path}:1`] : [...new Set(places)];
}
