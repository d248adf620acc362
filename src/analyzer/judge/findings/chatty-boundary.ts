import { placeOf } from '../plan/landscape.ts';
import { thresholds } from '../thresholds.ts';
import { groupedBy, maxLocations, named, type Rule } from './rule.ts';

const code = 'CHATTY_BOUNDARY';

/** One context calls many functions of another, at many places, that read or write data. */
export const chattyBoundary: Rule = {
  code,
  find({ calls }, _crossings, land) {
    const remote = calls.flatMap((call) => {
      const from = land.contextOf.get(land.moduleAt({ file: call.from, line: call.line }));
      const to = land.contextOf.get(land.moduleNamed(call.to, call.target));
      const isRemote = call.reads.length + call.writes.length > 0;
      const isBetween = from !== undefined && to !== undefined && from !== to;
      const isBuilding = /\.(?:<fields>|constructor)$/.test(call.target) || call.function === '<module>';
      return isBetween && isRemote && !isBuilding ? [{ from, to, call }] : [];
    });
    return groupedBy(remote, ({ from, to }) => `${from} → ${to}`).flatMap(([pair, group]) => {
      const functions = [...new Set(group.map(({ call }) => call.target))];
      const places = [...new Set(group.map(({ call }) => placeOf({ file: call.from, line: call.line })))];
      if (functions.length < thresholds.minChattyFunctions || places.length < thresholds.minChattyPlaces)
        return [];
      const [{ from, to }] = group as [(typeof group)[number]];
      return [
        {
          code,
          severity: 'warning' as const,
          title: `${from} calls ${functions.length} functions of ${to}, at ${places.length} places`,
          contexts: pair.split(' → ').sort(),
          locations: places.slice(0, maxLocations),
          why: 'Over a network each is a call that takes time and can fail, and the two change together.',
          fix: `Put them into one context, or one coarse operation in front of ${named(functions)}.`,
          numbers: { contexts: 2, functions: functions.length, places: places.length },
        },
      ];
    });
  },
};
