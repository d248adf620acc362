import type { Entity, Transaction } from '../../model/analysis.ts';

/**
 * Whether a transaction writes data of several contexts, so that a split needs a saga. One that writes in a single context and
 * only reads of others stays a transaction: the reads go first. Where the accesses are not known, every context counts as
 * written.
 */
export function writesAcross(
  entities: readonly Pick<Entity, 'name' | 'context'>[],
): (transaction: Pick<Transaction, 'contexts' | 'accesses'>) => boolean {
  const contextOf = new Map(entities.map(({ name, context }) => [name, context]));
  return ({ contexts, accesses = [] }) => {
    if (contexts.length < 2 || accesses.length === 0) return contexts.length > 1;
    const written = accesses.filter(({ op }) => op === 'write').map(({ entity }) => contextOf.get(entity));
    return new Set(written.filter((context) => context != null)).size > 1;
  };
}
