import type { Analysis, Operation, Reach, Route } from '../../model/analysis.ts';
import { entryPointName } from './find-subject.ts';

export interface RouteExplanation {
  readonly kind: 'route';
  readonly name: string;
  readonly handler: string;
  readonly at: string;
  readonly framework: string;
  readonly middleware: readonly string[];
  readonly context: string | null;
  readonly sideEffects: Route['sideEffects'];
  /** The contexts that it reaches, its own first. */
  readonly reach: readonly Reach[];
  /** What must be known or solved before it can be sent to a service; empty when nothing is. */
  readonly inTheWay: readonly string[];
}

export function explainRoute(analysis: Analysis, entryPoint: Route | Operation): RouteExplanation {
  const { handler, file, line, framework, context, sideEffects, reach = [] } = entryPoint;
  const own = reach.filter((each) => each.context === context);
  const others = reach.filter((each) => each.context !== context);
  return {
    kind: 'route',
    name: entryPointName(entryPoint),
    handler,
    at: `${file}:${line}`,
    framework,
    middleware: 'middleware' in entryPoint ? (entryPoint.middleware ?? []) : [],
    context,
    sideEffects,
    reach: [...own, ...others],
    inTheWay: obstacles(analysis, entryPoint, others),
  };
}

function obstacles(analysis: Analysis, entryPoint: Route | Operation, others: readonly Reach[]): string[] {
  const { context, sideEffects, confidence } = entryPoint;
  const isDynamic = 'path' in entryPoint && entryPoint.path.includes('{');
  return [
    ...(context === null
      ? ['It belongs to no context: nothing says which service would answer it.']
      : crossingTransactions(analysis, context)),
    ...others.map(({ context: other, via, entities }) => {
      const place = via.at(-1);
      const data = entities.length === 0 ? '' : `, which owns ${entities.join(', ')}`;
      return `It needs ${other}${data}${place === undefined ? '' : ` (${place})`}: a call to another service, or its data copied.`;
    }),
    ...(isDynamic ? ['A part of its path is only known at run time; the proxy cannot match it.'] : []),
    ...(sideEffects === 'unknown'
      ? ['Whether it writes is not known: a proxy must not repeat it elsewhere.']
      : []),
    ...(confidence < 1 ? ['The route itself is not certain; see the diagnostics of the report.'] : []),
  ];
}

function crossingTransactions({ transactions }: Analysis, context: string): string[] {
  const crossing = transactions.filter(({ contexts }) => contexts.length > 1 && contexts.includes(context));
  const [first] = crossing;
  if (!first) return [];
  const more = crossing.length > 1 ? ` and ${crossing.length - 1} more` : '';
  return [
    `${context} shares transactions with others (${first.file}:${first.line}${more}): they must become sagas before its tables move.`,
  ];
}
