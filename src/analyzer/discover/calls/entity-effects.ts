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
  const effects = new Map<FunctionCode, EntityEffects>();
  // What many functions do is the same: one for the same additions to the same effects.
  const grown = new Map<EntityEffects, EntityEffects>();
  const add = (start: Iterable<FunctionCode>, grow: (effects: EntityEffects) => EntityEffects) => {
    grown.clear();
    for (const code of withCallers(start, callers)) {
      const before = effects.get(code) ?? nothing;
      const after = grown.get(before) ?? grow(before);
      grown.set(before, after);
      effects.set(code, after);
    }
  };
  for (const [op, entity, start] of startsOf(accesses)) {
    if (op === 'read') add(start, (before) => ({ ...before, reads: [...before.reads, entity] }));
    else add(start, (before) => ({ ...before, writes: [...before.writes, entity] }));
  }
  const outside = functions.filter((code) => isExternal(code, graph, accesses));
  add(outside, (before) => ({ ...before, isExternal: true }));
  return effects;
}

const nothing: EntityEffects = { reads: [], writes: [], isExternal: false };

/** The functions that run a function, the last one first: a chain is the smallest list that grows. */
interface Callers {
  readonly code: FunctionCode;
  readonly rest: Callers | undefined;
}

/** Whether a function itself calls another system, or writes files. */
export function isExternal(code: FunctionCode, graph: CallGraph, accesses: AccessIndex): boolean {
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
  callers: ReadonlyMap<FunctionCode, Callers>,
): ReadonlySet<FunctionCode> {
  const reached = new Set(start);
  // The set grows while it is visited.
  for (const code of reached)
    for (let each = callers.get(code); each; each = each.rest) reached.add(each.code);
  return reached;
}

function callersOf(functions: Iterable<FunctionCode>, graph: CallGraph): ReadonlyMap<FunctionCode, Callers> {
  const callers = new Map<FunctionCode, Callers>();
  for (const code of functions)
    for (const run of graph.nextOf(code)) callers.set(run, { code, rest: callers.get(run) });
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
