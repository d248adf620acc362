import { sortedUnique } from '../../../lib/ordered.ts';
import { placeOf } from '../plan/landscape.ts';
import { groupedBy, maxLocations, named, type Rule } from './rule.ts';

const code = 'SHARED_STATE';

/** Variables of modules that several contexts change, themselves or by calling what changes them; one finding for each file. */
export const sharedState: Rule = {
  code,
  find({ state, calls }, _crossings, land) {
    const shared = state.flatMap((variable) => {
      const changers = new Set(
        variable.writers.filter(({ file }) => file === variable.file).map((writer) => writer.function),
      );
      const places = [
        ...variable.writers.filter(({ file }) => file !== variable.file),
        ...calls
          .filter(({ to, target }) => to === variable.file && changers.has(target))
          .map(({ from, line }) => ({ file: from, line })),
      ].filter((place) => land.contextOf.has(land.moduleAt(place)));
      const own = land.contextOf.get(land.moduleAt(variable));
      const contexts = sortedUnique([
        ...places.flatMap((place) => land.contextOf.get(land.moduleAt(place)) ?? []),
        ...(own === undefined || changers.size === 0 ? [] : [own]),
      ]);
      return contexts.length < 2 || places.length === 0 ? [] : [{ ...variable, places, contexts }];
    });
    return groupedBy(shared, ({ file }) => file).map(([file, variables]) => {
      const contexts = sortedUnique(variables.flatMap((variable) => variable.contexts));
      const places = [...new Set(variables.flatMap((variable) => variable.places.map(placeOf)))];
      return {
        code,
        severity: 'warning',
        title: `${named(variables.map(({ name }) => name))} of ${file} ${variables.length === 1 ? 'is' : 'are'} changed by ${named(contexts)}`,
        contexts,
        locations: [...variables.map(placeOf), ...places].slice(0, maxLocations),
        why: 'It lives in one process: as services each has its own, and what one changes the others do not see.',
        fix: 'A cache may be one for each service. What must agree goes to its owner, or to a store that both can ask.',
        numbers: { contexts: contexts.length, variables: variables.length, places: places.length },
      };
    });
  },
};
