import type { Rule } from './rule.ts';

const minContexts = 3;

const code = 'ROUTE_OVER_MANY';

/** A route whose handler reaches three contexts or more: moving it alone makes a chatty service. */
export const routeOverMany: Rule = {
  code,
  find({ routes }) {
    return routes
      .filter(({ touches }) => touches.length >= minContexts)
      .map(({ method, path, file, line, touches }) => ({
        code,
        severity: 'warning',
        title: `${method} ${path} touches ${touches.join(', ')}`,
        locations: [`${file}:${line}`],
        why: 'Behind a service boundary every context that a route touches is a call that can be slow or fail.',
        fix: 'Do not flip this route yet: move it last, compose it at the edge, or give it a read model of its own.',
        numbers: { contexts: touches.length },
      }));
  },
};
