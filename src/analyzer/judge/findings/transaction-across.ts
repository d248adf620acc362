import { type Rule, runsInProduction } from './rule.ts';

const code = 'TRANSACTION_ACROSS';

/** A transaction over the entities of several contexts: between services it can no longer be one. */
export const transactionAcross: Rule = {
  code,
  find(subject) {
    const isProduction = runsInProduction(subject);
    return subject.transactions
      .filter(({ file, contexts }) => contexts.length > 1 && isProduction(file))
      .map(({ file, line, entities, contexts }) => ({
        code,
        severity: 'error',
        title: `One transaction over ${contexts.join(', ')}`,
        locations: [`${file}:${line}`],
        why: 'Services cannot commit together: after a split a failure half-way leaves one written and the other not.',
        fix: `Keep ${entities.join(', ')} in one context, or make it a saga: one step per context, each with a compensation.`,
        numbers: { contexts: contexts.length, entities: entities.length },
      }));
  },
};
