import { by } from '../../../lib/ordered.ts';
import type { CallFact } from '../../facts.ts';
import { declarationOf } from '../entities/declaration.ts';
import type { Transaction } from '../entities/discover-entities.ts';
import type { CallExpression, FunctionCode } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { stepsIn } from '../source/walk-code.ts';
import type { AccessIndex } from './behaviour.ts';
import type { CallGraph } from './call-graph.ts';
import { type EntityEffects, entityEffects } from './entity-effects.ts';

const nothing: EntityEffects = { reads: [], writes: [], isExternal: false };
const noCalls: ReadonlySet<CallExpression> = new Set();

/** What functions do when they run, and where: what calls of them say beyond the two modules. */
export interface CallEffects {
  /** Undefined for what does nothing outside of the process. */
  readonly of: (code: FunctionCode) => EntityEffects | undefined;
  /** Where the first transaction opens that a function may run in, `path:line`; undefined outside of all. */
  readonly transactionOf: (code: FunctionCode) => string | undefined;
}

export function callEffects(
  application: readonly SourceModule[],
  graph: CallGraph,
  accesses: AccessIndex,
  transactions: readonly Transaction[],
): CallEffects {
  const functions = application.flatMap((module) => module.functions);
  const effects = entityEffects(functions, graph, accesses);
  const places = insideOf(transactions, graph);
  return { of: (code) => effects.get(code), transactionOf: (code) => places.get(code) };
}

/** Every call between modules of the application, the parts of files among them, each place and target once. */
export function callFacts(
  application: readonly SourceModule[],
  graph: CallGraph,
  effects: CallEffects,
  moduleOf: (code: FunctionCode) => string,
): CallFact[] {
  // One module after the other: what tells their calls apart is more than the calls.
  return application
    .flatMap((module) => callsOf(module, { graph, effects, moduleOf }))
    .sort(
      by(
        ({ from }) => from,
        ({ line }) => line,
        ({ to }) => to,
        ({ target }) => target,
      ),
    );
}

interface Sources {
  readonly graph: CallGraph;
  readonly effects: CallEffects;
  readonly moduleOf: (code: FunctionCode) => string;
}

function callsOf({ functions }: SourceModule, { graph, effects, moduleOf }: Sources): CallFact[] {
  const facts = new Map<string, CallFact>();
  for (const code of functions) {
    const from = moduleOf(code);
    const unused = callsWithoutUse(code);
    for (const { call, functions: called } of graph.targetsOf(code)) {
      for (const each of called) {
        const to = moduleOf(each);
        if (to === from) continue;
        const fact: CallFact = {
          from,
          line: call.line,
          function: declarationOf(code),
          to,
          target: declarationOf(each),
          ...(effects.of(each) ?? nothing),
          result: code.dropped.includes(call) ? 'dropped' : unused.has(call) ? 'unused' : 'used',
          transaction: effects.transactionOf(code) ?? null,
        };
        facts.set(`${from}\n${call.line}\n${to}\n${fact.target}`, fact);
      }
    }
  }
  return [...facts.values()];
}

function callsWithoutUse(code: FunctionCode): ReadonlySet<CallExpression> {
  if (code.calls.length === 0) return noCalls;
  const unused = new Set<CallExpression>();
  for (const step of stepsIn(code.steps)) {
    if (step.kind === 'run' && step.value.kind === 'call') unused.add(step.value);
  }
  return unused;
}

/** For each function that may run in a transaction the place of the first that it may run in. */
function insideOf(transactions: readonly Transaction[], graph: CallGraph): Map<FunctionCode, string> {
  const places = new Map<FunctionCode, string>();
  for (const { file, line, code, callbacks } of transactions) {
    for (const each of graph.reachableFrom(callbacks ?? [code])) {
      if (!places.has(each)) places.set(each, `${file}:${line}`);
    }
  }
  return places;
}
