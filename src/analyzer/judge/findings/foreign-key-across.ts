import { sortedUnique } from '../../../lib/ordered.ts';
import { foreignKeys, isAcross } from '../foreign-keys.ts';
import { placeOf } from '../plan/landscape.ts';
import { groupedBy, maxLocations, named, type Rule } from './rule.ts';

const code = 'FOREIGN_KEY_ACROSS';

/** Keys from the tables of one context to those of others, one finding for the context that holds them. */
export const foreignKeyAcross: Rule = {
  code,
  find({ entities }) {
    const across = foreignKeys(entities).filter(isAcross);
    return groupedBy(across, ({ from }) => from.context as string).map(([owner, keys]) => {
      const others = sortedUnique(keys.map(({ to }) => to.context as string));
      return {
        code,
        severity: 'info',
        title: `${keys.length === 1 ? 'One foreign key' : `${keys.length} foreign keys`} of ${owner} lead${keys.length === 1 ? 's' : ''} to ${others.join(', ')}`,
        contexts: sortedUnique([owner, ...others]),
        locations: [...new Set(keys.map(({ from }) => placeOf(from)))].slice(0, maxLocations),
        why: 'Two databases cannot hold it: rows may point at what is gone, and deleting no longer cascades.',
        fix: `Keep the id without the constraint, and let an event say when a row goes: ${named(keys.map(({ from, to }) => `${from.name} → ${to.name}`))}.`,
        numbers: { contexts: others.length, foreignKeys: keys.length },
      };
    });
  },
};
