import { digestOf } from '../../project/index.ts';
import { type AccessIndex, ownEffects } from '../discover/calls/behaviour.ts';
import type { CallGraph } from '../discover/calls/call-graph.ts';
import { isExternal } from '../discover/calls/entity-effects.ts';
import type { Transaction } from '../discover/entities/discover-entities.ts';
import type { FoundEvents } from '../discover/events/discover-events.ts';
import { isNameless } from '../discover/routes/handler.ts';
import type { FunctionCode } from '../discover/source/code.ts';
import { ownHappenings } from '../discover/transaction-facts.ts';

export interface OutcomeSources {
  readonly graph: CallGraph;
  readonly accesses: AccessIndex;
  readonly events: FoundEvents;
  /** By the function that opens them. */
  readonly transactions: ReadonlyMap<FunctionCode, readonly Transaction[]>;
  /** Whether a function was not there when the code was read as a whole. */
  readonly isNew: (code: FunctionCode) => boolean;
  /** A function as it is called beyond the process: the same for the same place in the same text. */
  readonly nameOf: (code: FunctionCode) => string;
}

/**
 * All that a function means for other modules, for entry points and for transactions: what it runs and accesses in which order,
 * sends, waits for and opens, and what that does outside of the process. As JSON, without lines: the same text means that
 * nothing beyond the module and its places is another. Functions inside it, and new ones that it runs, are a part of it. The top
 * level of a file is run by nobody.
 */
function outcomeOf(code: FunctionCode, sources: OutcomeSources): string {
  const { graph, events, nameOf, transactions } = sources;
  const parts = new Set([code]);
  const happenings = [...new Set(happeningsIn(code, sources, parts))];
  const inside = [...parts];
  const [delegate, ...others] = graph.targetsOf(code).filter(({ functions }) => functions.length > 0);
  const opened = inside.flatMap((each) => transactions.get(each) ?? []);
  return JSON.stringify([
    inside.reduce((bits, each) => bits | ownEffects(each, sources), 0),
    inside.some((each) => isExternal(each, graph, sources.accesses)),
    happenings,
    calledFiles(code, sources),
    isNameless.test(code.name) && delegate && others.length === 0 ? delegate.functions[0]?.name : null,
    inside.flatMap((each) => events.sentBy.get(each) ?? []),
    code.self !== null && events.buses.has(code.self),
    opened.map(({ callbacks, accesses, via }) => [
      (callbacks ?? []).flatMap((each) =>
        parts.has(each) ? [...new Set(happeningsIn(each, sources, new Set([each])))] : [nameOf(each)],
      ),
      callbacks === null,
      accesses.map(({ op, entity }) => `${op} ${entity}`),
      via,
    ]),
    (transactions.get(code) ?? []).length,
  ]);
}

export function outcomeDigest(code: FunctionCode, sources: OutcomeSources): string {
  return digestOf(outcomeOf(code, sources)).slice(0, digestLength);
}

/** 96 bits. */
const digestLength = 16;

/** What a function accesses and runs, in order; `parts` are told the functions that are a part of it. */
function* happeningsIn(
  code: FunctionCode,
  sources: OutcomeSources,
  parts: Set<FunctionCode>,
): Generator<string> {
  for (const each of ownHappenings(code, sources.graph, sources.accesses)) {
    const isOfTop = !('entity' in each) && code.parent === null && each.parent === code;
    if (isOfTop) continue;
    if ('entity' in each) yield `${each.op} ${each.entity} ${each.via}`;
    else if (isInside(each, parts) || sources.isNew(each)) {
      if (parts.has(each)) continue;
      parts.add(each);
      yield* happeningsIn(each, sources, parts);
    } else yield sources.nameOf(each);
  }
}

/** Whether a function is written in one of some, the top level of a file left aside. */
function isInside({ parent }: FunctionCode, parts: ReadonlySet<FunctionCode>): boolean {
  return parent?.parent ? parts.has(parent) : false;
}

/** The files of the functions that a function or one inside it calls directly, in order. */
function calledFiles(code: FunctionCode, { graph }: OutcomeSources): string[] {
  const own = new Set([code]);
  // The set grows while it is visited.
  for (const each of own) if (each.parent) for (const inner of each.nested) own.add(inner);
  const files = [...own].flatMap((each) =>
    graph.targetsOf(each).flatMap(({ functions }) => functions.map((target) => graph.fileOf(target))),
  );
  return [...new Set(files)].filter((file) => file !== graph.fileOf(code));
}

export function byOpener(transactions: readonly Transaction[]): Map<FunctionCode, Transaction[]> {
  const found = new Map<FunctionCode, Transaction[]>();
  for (const each of transactions) {
    const known = found.get(each.code);
    if (known) known.push(each);
    else found.set(each.code, [each]);
  }
  return found;
}
