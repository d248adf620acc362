import { byCodeUnit } from '../../../lib/ordered.ts';
import type { FunctionCode } from '../source/code.ts';
import type { AccessIndex } from './behaviour.ts';
import type { CallGraph } from './call-graph.ts';
import { effectOf } from './effects.ts';

/** What a function does outside of the process, itself or through others; entities sorted. */
export interface EntityEffects {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Whether it calls another system, or writes files. */
  readonly isExternal: boolean;
}

/**
 * What running each of many functions does outside of the process; functions that do nothing there are absent.
 *
 * Every access is carried to the callers of its function, and to theirs. O(entities · calls) at worst.
 */
export function entityEffects(
  functions: readonly FunctionCode[],
  graph: CallGraph,
  accesses: AccessIndex,
): ReadonlyMap<FunctionCode, EntityEffects> {
  const callers = callersOf(functions, graph);
  const effects = new Map<FunctionCode, Record<'read' | 'write', Set<string>> & { isExternal: boolean }>();
  const effectsOf = (code: FunctionCode) => {
    const known = effects.get(code) ?? { read: new Set(), write: new Set(), isExternal: false };
    effects.set(code, known);
    return known;
  };
  for (const [op, entity, start] of startsOf(accesses)) {
    for (const code of withCallers(start, callers)) effectsOf(code)[op].add(entity);
  }
  const outside = [...functions].filter((code) => isExternal(code, graph, accesses));
  for (const code of withCallers(outside, callers)) effectsOf(code).isExternal = true;
  return new Map(
    [...effects].map(([code, { read, write, ...rest }]) => [
      code,
      { reads: [...read], writes: [...write], ...rest },
    ]),
  );
}

function isExternal(code: FunctionCode, graph: CallGraph, accesses: AccessIndex): boolean {
  const isSeen = accesses.has(code);
  return graph.targetsOf(code).some(({ call, externals }) =>
    externals.some((external) => {
      const effect = effectOf({ ...external, isNew: call.isNew, isSeen });
      return effect === 'external' || effect === 'writes';
    }),
  );
}

function withCallers(
  start: Iterable<FunctionCode>,
  callers: ReadonlyMap<FunctionCode, ReadonlySet<FunctionCode>>,
): ReadonlySet<FunctionCode> {
  const reached = new Set(start);
  // The set grows while it is visited.
  for (const code of reached) for (const caller of callers.get(code) ?? []) reached.add(caller);
  return reached;
}

function callersOf(
  functions: Iterable<FunctionCode>,
  graph: CallGraph,
): ReadonlyMap<FunctionCode, ReadonlySet<FunctionCode>> {
  const callers = new Map<FunctionCode, Set<FunctionCode>>();
  for (const code of functions) {
    for (const run of graph.nextOf(code)) {
      const known = callers.get(run);
      if (known) known.add(code);
      else callers.set(run, new Set([code]));
    }
  }
  return callers;
}

/** The functions that themselves read or write an entity; by operation, then entity. */
function startsOf(accesses: AccessIndex): [op: 'read' | 'write', entity: string, start: Set<FunctionCode>][] {
  const starts = new Map<string, Set<FunctionCode>>();
  for (const [code, own] of accesses) {
    for (const { op, entity } of own) {
      const known = starts.get(`${op} ${entity}`);
      if (known) known.add(code);
      else starts.set(`${op} ${entity}`, new Set([code]));
    }
  }
  return [...starts.keys()].sort(byCodeUnit).map((key) => {
    const [op = ''] = key.split(' ');
    return [op as 'read' | 'write', key.slice(op.length + 1), starts.get(key) as Set<FunctionCode>];
  });
}
