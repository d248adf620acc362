import { domainContexts, type Subject } from '../subject.ts';
import type { ContextMetric, ProjectMetric } from './metric.ts';

/**
 * Share of the entities that modules of contexts write of which only one context is a writer.
 *
 * Range 0..1, no unit; 1 = every table has one owner; absent when nothing is written.
 */
export const dataOwnership: ProjectMetric = {
  name: 'dataOwnership',
  measure(subject) {
    const writers = contextsOf(subject, 'writers').filter(({ contexts }) => contexts.size > 0);
    return writers.length === 0
      ? undefined
      : writers.filter(({ contexts }) => contexts.size === 1).length / writers.length;
  },
};

/**
 * Exclusivity of the data of a context: of the entities that its modules read or write, the share that no other context does.
 *
 * Range 0..1, no unit; 1 = on its own; absent for a context that uses no entity.
 *
 * Source: vFunction's resource exclusivity (good from 0.66, poor below 0.33).
 */
export const dataExclusivity: ContextMetric = {
  name: 'dataExclusivity',
  measure(_crossings, context, subject) {
    const used = contextsOf(subject, 'users').filter(({ contexts }) => contexts.has(context));
    return used.length === 0
      ? undefined
      : used.filter(({ contexts }) => contexts.size === 1).length / used.length;
  },
};

function contextsOf(
  subject: Pick<Subject, 'entities' | 'modules'>,
  who: 'writers' | 'users',
): { readonly contexts: ReadonlySet<string> }[] {
  const contextOf = domainContexts(subject);
  return subject.entities.map(({ writers, readers }) => ({
    contexts: new Set(
      [...writers, ...(who === 'users' ? readers : [])].flatMap((path) => contextOf.get(path) ?? []),
    ),
  }));
}
