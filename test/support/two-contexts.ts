import type { CallFact } from '../../src/analyzer/facts.ts';
import { findCrossings } from '../../src/analyzer/judge/crossings.ts';
import type { Subject } from '../../src/analyzer/judge/index.ts';
import { planExtraction } from '../../src/analyzer/judge/plan/index.ts';
import { surveyLandscape } from '../../src/analyzer/judge/plan/landscape.ts';
import type { Obstacle } from '../../src/analyzer/judge/separable.ts';
import type { Access } from '../../src/model/analysis.ts';
import { buildFacts } from './facts.ts';
import { emptySubject, entityOf, modulesIn } from './subject.ts';

export const orders = entityOf('orders', 'Order');
export const users = entityOf('users', 'User');

/** Two contexts that own an entity each, with the given dependencies between modules named after their context. */
export function subject(dependencies: readonly string[], parts: Partial<Subject> = {}): Subject {
  const facts = buildFacts({ dependencies });
  const paths = new Set([...facts.modules.map(({ path }) => path), orders.file, users.file]);
  return {
    ...emptySubject,
    ...modulesIn(...[...paths].sort()),
    dependencies: [...facts.dependencies],
    entities: [orders, users],
    accesses: [access('write', 'Order', orders.file, 3), access('write', 'User', users.file, 3)],
    ...parts,
  };
}

export function access(op: Access['op'], entity: string, file: string, line: number, run = 'run'): Access {
  return {
    entity,
    op,
    file,
    line,
    function: run,
    via: `typeorm.${op === 'write' ? 'save' : 'find'}`,
    confidence: 1,
  };
}

/** `orders/a.ts:9 -> users/b.ts find`, of which nothing is known. */
export function call(text: string, parts: Partial<CallFact> = {}): CallFact {
  const [, from = '', line = '', to = '', target = ''] = /^(\S+):(\d+) -> (\S+) (\S+)$/.exec(text) ?? [];
  return {
    from,
    line: Number(line),
    function: 'run',
    to,
    target,
    reads: [],
    writes: [],
    isExternal: false,
    result: 'used',
    transaction: null,
    ...parts,
  };
}

export const planOf = (given: Subject, obstacles: ReadonlyMap<string, readonly Obstacle[]> = new Map()) =>
  planExtraction(given, findCrossings(given), obstacles, surveyLandscape(given));
export const cutsOf = (given: Subject) => planOf(given).cuts;
