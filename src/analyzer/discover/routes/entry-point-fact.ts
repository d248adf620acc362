import type { RouteFact } from '../../facts.ts';
import { type AccessIndex, behaviourOf } from '../calls/behaviour.ts';
import type { CallGraph } from '../calls/call-graph.ts';
import type { FoundEvents } from '../events/discover-events.ts';
import type { FunctionCode } from '../source/code.ts';
import type { Handler } from './handler.ts';

type Behaving = Pick<RouteFact, 'handler' | 'sideEffects' | 'reaches'>;

/** A route or an operation with what its handler reaches; middleware does not count. */
export function toEntryPointFact<Found extends { readonly handler: Handler }>(
  { handler, ...found }: Found,
  graph: CallGraph,
  accesses: AccessIndex,
  events: FoundEvents,
): Omit<Found, 'handler'> & Behaving {
  const start = handler.functions;
  const { modules, entities, sideEffects } = behaviourOf(start, graph, accesses, events);
  const name = handler.name === 'anonymous' ? delegateOf(start, graph) : handler.name;
  return { ...found, handler: name ?? 'anonymous', sideEffects, reaches: { modules, entities } };
}

/** `(req, res) => createUser.execute(req, res)` is named after the only function that it calls. */
function delegateOf(start: readonly FunctionCode[], graph: CallGraph): string | null {
  const called = start
    .flatMap((code) => graph.targetsOf(code))
    .filter(({ functions }) => functions.length > 0);
  const [only] = called;
  const [target] = only?.functions ?? [];
  return called.length === 1 && target && target.name !== '' ? target.name : null;
}
