import type { Finding } from '../../../model/analysis.ts';
import type { Subject } from '../subject.ts';
import { thresholds } from '../thresholds.ts';
import { maxLocations, type Rule } from './rule.ts';

const minContexts = thresholds.minContextsOfRoute;

/** Routes of a context whose handlers reach three contexts or more: moving them alone makes a chatty service. */
export const routeOverMany: Rule = overMany('ROUTE_OVER_MANY', 'routes', ({ routes }) =>
  routes.map((route) => ({ ...route, name: `${route.method} ${route.path}` })),
);

/** The same of operations. */
export const operationOverMany: Rule = overMany('OPERATION_OVER_MANY', 'operations', ({ operations }) =>
  operations.map((operation) => ({ ...operation, name: `${operation.protocol} ${operation.name}` })),
);

interface EntryPoint extends Pick<Subject['routes'][number], 'context' | 'touches' | 'file' | 'line'> {
  readonly name: string;
}

function overMany(
  code: string,
  noun: 'routes' | 'operations',
  entryPointsOf: (subject: Subject) => readonly EntryPoint[],
): Rule {
  return {
    code,
    find(subject) {
      const all = entryPointsOf(subject);
      return subject.contexts.flatMap(({ id }): Finding[] => {
        const own = all.filter(({ context }) => context === id);
        const wide = own
          .filter(({ touches }) => touches.length >= minContexts)
          .sort((a, b) => b.touches.length - a.touches.length);
        const [widest] = wide;
        if (!widest) return [];
        return [
          {
            code,
            severity: 'warning',
            title: `${wide.length} of ${own.length} ${noun} of ${id} touch ${minContexts} contexts or more`,
            contexts: [id],
            locations: wide.slice(0, maxLocations).map(({ file, line }) => `${file}:${line}`),
            why: `Behind a service boundary every context that one of these ${noun} touches is a call that can be slow or fail.`,
            fix: `Do not flip these yet: move them last, compose them at the edge, or give them a read model. The widest is ${widest.name}: ${widest.touches.join(', ')}.`,
            numbers: { contexts: widest.touches.length, [noun]: wide.length },
          },
        ];
      });
    },
  };
}
