import type { Subject } from '../subject.ts';
import type { ContextMetric, ProjectMetric } from './metric.ts';

/**
 * Other contexts that the handler of a route or operation reaches, on average: the least number of remote calls that one request
 * would cost.
 *
 * From 0, in contexts; absent without routes and operations in a context.
 *
 * Source: socialsoftware/mono2micro (remote hops per trace), here from the code instead of traces.
 */
export const chattiness: ProjectMetric = {
  name: 'chattiness',
  measure: (subject) => meanHops(subject, () => true),
};

/** The same of the routes and operations of the context. */
export const chattinessOfContext: ContextMetric = {
  name: 'chattiness',
  measure: (_crossings, context, subject) => meanHops(subject, (owner) => owner === context),
};

function meanHops(
  { routes, operations }: Pick<Subject, 'routes' | 'operations'>,
  counts: (context: string) => boolean,
): number | undefined {
  const hops = [...routes, ...operations].flatMap(({ context, touches }) =>
    context !== null && counts(context) ? [touches.filter((each) => each !== context).length] : [],
  );
  return hops.length === 0 ? undefined : hops.reduce((sum, each) => sum + each, 0) / hops.length;
}
