import { thresholds } from '../thresholds.ts';
import { maxLocations, type Rule } from './rule.ts';

const code = 'CORE_HUB';

/** A module with state that many contexts use: every service would wait for the one that it goes to. */
export const coreHub: Rule = {
  code,
  find({ modules, contexts, dependencies }, _crossings, land) {
    const enough = Math.max(thresholds.minHubContexts, Math.ceil(thresholds.minHubShare * contexts.length));
    return modules.flatMap(({ path, role, context }) => {
      if (role !== 'domain' || context === null || land.isStateless(path)) return [];
      const others = [...land.usersOf(path)].filter((each) => each !== context);
      if (others.length < enough) return [];
      const uses = dependencies.filter(({ from, to, kinds }) => {
        const user = land.contextOf.get(from);
        return to === path && user !== undefined && user !== context && kinds.some((kind) => kind !== 'type');
      });
      const users = new Set(uses.map(({ from }) => land.contextOf.get(from)));
      if (users.size < enough) return [];
      return [
        {
          code,
          severity: 'warning' as const,
          title: `${path} of ${context} is a hub: ${users.size} other contexts use it`,
          contexts: [context],
          locations: uses.flatMap(({ locations }) => locations.slice(0, 1)).slice(0, maxLocations),
          why: `When ${context} is a service, ${users.size} of ${contexts.length - 1} others call it; when it is down, they are.`,
          fix: 'Take it out late. First give each user what it needs of it: a copy kept up to date by events, a claim of the token, or a narrow operation.',
          numbers: { contexts: users.size, references: uses.reduce((sum, { weight }) => sum + weight, 0) },
        },
      ];
    });
  },
};
