import type { RouteFact } from '../../facts.ts';
import { type BehaviourSources, behaviours } from '../calls/behaviour.ts';
import type { CallGraph } from '../calls/call-graph.ts';
import type { FunctionCode } from '../source/code.ts';
import type { Handler } from './handler.ts';

type Behaving = Pick<RouteFact, 'handler' | 'module' | 'sideEffects' | 'reaches'>;

/** Routes and operations with what their handlers reach; middleware does not count. */
export function entryPointFacts(
  sources: BehaviourSources,
): <Found extends { readonly handler: Handler }>(found: Found) => Omit<Found, 'handler'> & Behaving {
  const { graph, moduleOf } = sources;
  const behaviourOf = behaviours(sources);
  return ({ handler, ...found }) => {
    const start = handler.functions;
    const { modules, entities, sideEffects } = behaviourOf(start);
    const name = handler.name === 'anonymous' ? delegateOf(start, graph) : handler.name;
    return {
      ...found,
      ...(start[0] && { module: moduleOf(start[0]) }),
      handler: name ?? 'anonymous',
      sideEffects,
      reaches: { calls: calledBy(start, sources), modules, entities },
    };
  };
}

/** The modules that functions call or hand over directly, in order; those of the functions themselves are none. */
function calledBy(start: readonly FunctionCode[], { graph, moduleOf }: BehaviourSources): string[] {
  const own = new Set(start);
  // The set grows while it is visited.
  for (const code of own) for (const inner of code.nested) own.add(inner);
  const called = [...own].flatMap((code) => graph.targetsOf(code).flatMap(({ functions }) => functions));
  const modules = new Set(called.filter((code) => !own.has(code)).map(moduleOf));
  for (const code of start) modules.delete(moduleOf(code));
  return [...modules];
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
