import { maxLocations, type Rule } from './rule.ts';

const code = 'ROUTE_OVER_MANY';
const minContexts = 3;

/** Routes of a context whose handlers reach three contexts or more: moving them alone makes a chatty service. */
export const routeOverMany: Rule = {
  code,
  find({ routes, contexts }) {
    return contexts.flatMap(({ id }) => {
      const own = routes.filter(({ context }) => context === id);
      const wide = own
        .filter(({ touches }) => touches.length >= minContexts)
        .sort((a, b) => b.touches.length - a.touches.length);
      const [widest] = wide;
      if (!widest) return [];
      return {
        code,
        severity: 'warning',
        title: `${wide.length} of ${own.length} routes of ${id} touch ${minContexts} contexts or more`,
        locations: wide.slice(0, maxLocations).map(({ file, line }) => `${file}:${line}`),
        why: 'Behind a service boundary every context that a route touches is a call that can be slow or fail.',
        fix: `Do not flip these yet: move them last, compose them at the edge, or give them a read model. The widest is ${widest.method} ${widest.path}: ${widest.touches.join(', ')}.`,
        numbers: { contexts: widest.touches.length, routes: wide.length },
      };
    });
  },
};
