import type { Operation, PlannedWork, Reach, Route, SideEffects } from '../../model/analysis.ts';
import { explainRoute } from '../explain/explain-route.ts';
import { entryPointName } from '../explain/find-subject.ts';
import { waves } from '../plan/checklist.ts';
import type { PagePlace, PageSubject } from './subject.ts';

type Wave = PlannedWork['flips'][number]['wave'];

/** How a handler reaches another context; entities by name. */
export type PageReach = readonly [context: number, entities: readonly number[], via: readonly PagePlace[]];

/**
 * Whether a route can be sent to a service: `ready` when it only reads and nothing is in the way, `with writes` when it waits for the
 * day on which one side alone writes the tables, `not yet` when something is in the way.
 */
export type Flip = 'ready' | 'with writes' | 'not yet';

/** A route, or an operation with its protocol in place of the method. */
export interface PageRoute {
  readonly method: string;
  readonly path: string;
  readonly isOperation: boolean;
  readonly place: PagePlace;
  /** Names. */
  readonly handler: number;
  readonly framework: number;
  /** In the order in which they run before the handler; null where that is not known. */
  readonly middleware: readonly number[] | null;
  /** Position in the list of contexts; -1 for none. */
  readonly context: number;
  readonly reach: readonly PageReach[];
  readonly sideEffects: SideEffects;
  /** Position in `waves` of the part: when the plan flips it; -1 where no plan has it. */
  readonly wave: number;
  readonly flip: Flip;
  /** Sentences, as names: what must be known or solved before it can be sent to a service. */
  readonly inTheWay: readonly number[];
}

export interface RoutesPart {
  /** In the order in which they flip. */
  readonly waves: readonly { readonly title: string; readonly note: string }[];
  readonly routes: readonly PageRoute[];
}

export function routesPart(subject: PageSubject): RoutesPart {
  const { analysis } = subject;
  const waveOf = wavesOf(analysis.plan.steps.flatMap(({ work }) => work?.flips ?? []));
  return {
    waves: waves.map(([, title, note]) => ({ title, note })),
    routes: [...analysis.routes, ...analysis.operations].map((each) => routeOf(subject, each, waveOf(each))),
  };
}

function routeOf(
  { analysis, names, contextOf, placeOf }: PageSubject,
  entryPoint: Route | Operation,
  wave: Wave | undefined,
): PageRoute {
  const { file, line, handler, framework, context, reach = [], sideEffects } = entryPoint;
  const { inTheWay } = explainRoute(analysis, entryPoint);
  const numbers = (texts: readonly string[]) => texts.map((text) => names.numberOf(text));
  const reachOf = ({ context: to, entities, via }: Reach): PageReach => [
    contextOf(to),
    numbers(entities),
    via.map(placeOf),
  ];
  return {
    ...callOf(entryPoint),
    place: [names.numberOf(file), line],
    handler: names.numberOf(handler),
    framework: names.numberOf(framework),
    middleware: 'middleware' in entryPoint && entryPoint.middleware ? numbers(entryPoint.middleware) : null,
    context: contextOf(context),
    reach: reach.map(reachOf),
    sideEffects,
    wave: waves.findIndex(([each]) => each === wave),
    flip: flipOf(inTheWay, wave),
    inTheWay: numbers(inTheWay),
  };
}

function flipOf(inTheWay: readonly string[], wave: Wave | undefined): Flip {
  if (inTheWay.length > 0 || wave === '2-reads-over-others' || wave === '4-hold') return 'not yet';
  return wave === '3-writes' ? 'with writes' : 'ready';
}

function callOf(entryPoint: Route | Operation): Pick<PageRoute, 'method' | 'path' | 'isOperation'> {
  return 'method' in entryPoint
    ? { method: entryPoint.method, path: entryPoint.path, isOperation: false }
    : { method: entryPoint.protocol, path: entryPoint.name, isOperation: true };
}

function wavesOf(flips: PlannedWork['flips']): (entryPoint: Route | Operation) => Wave | undefined {
  const keyOf = (name: string, place: string) => `${name}\n${place}`;
  const known = new Map(flips.map(({ name, location, wave }) => [keyOf(name, location), wave]));
  return (entryPoint) =>
    known.get(keyOf(entryPointName(entryPoint), `${entryPoint.file}:${entryPoint.line}`));
}
