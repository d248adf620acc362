import type { CheckRule } from '../rule.ts';

/** Modules that nobody has claimed: a new file outside of every pattern would be checked by nothing. */
export const modulesRule: CheckRule = {
  names: ['unclaimed-module'],
  find: ({ facts, territory }) =>
    facts.modules
      .filter(({ path }) => territory.claimOf(path).kind === 'unclaimed')
      .map(({ path }) => ({
        rule: 'unclaimed-module',
        key: `unclaimed-module ${path}`,
        contexts: [],
        location: `${path}:1`,
        what: `${path} is in no context, so that no boundary holds it.`,
        fix: 'Move it into the folder of a context, or name it under the modules of one, shared, composition or ignore.',
      })),
};
