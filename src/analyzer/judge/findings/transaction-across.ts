import type { Rule } from './rule.ts';

const code = 'TRANSACTION_ACROSS';

/** A transaction over the entities of several contexts: between services it can no longer be one. */
export const transactionAcross: Rule = {
  code,
  find({ transactions }) {
    return transactions
      .filter(({ contexts }) => contexts.length > 1)
      .map(({ file, line, entities, contexts }) => ({
        code,
        severity: 'error',
        title: `A transaction writes ${entities.join(', ')} of ${contexts.join(', ')}`,
        locations: [`${file}:${line}`],
        why: 'Services cannot commit together: after a split a failure half-way leaves one written and the other not.',
        fix: 'Keep these entities in one context, or turn the transaction into a saga: one step per context, each with a compensation.',
        numbers: { contexts: contexts.length, entities: entities.length },
      }));
  },
};
