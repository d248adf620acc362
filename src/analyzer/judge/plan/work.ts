import { sortedUnique } from '../../../lib/ordered.ts';
import type { PlannedWork } from '../../../model/analysis.ts';
import { runsInProduction } from '../findings/rule.ts';
import { foreignKeys, isAcross } from '../foreign-keys.ts';
import { domainContexts, type Subject } from '../subject.ts';
import { orderFlips } from './flips.ts';
import { placeOf } from './landscape.ts';
import type { Saga } from './sagas.ts';

/** What there is to do for a context besides its cuts. */
export type Chores = Omit<PlannedWork, 'effort' | 'because'>;

/** Says for each context what moves, what is held across, and what flips when. */
export function choresOf(subject: Subject, sagas: readonly Saga[]): (context: string) => Chores {
  const contextOf = domainContexts(subject);
  const isProduction = runsInProduction(subject);
  const keys = foreignKeys(subject.entities).filter(isAcross);
  const joins = subject.joins.filter(({ file, contexts }) => contexts.length > 1 && isProduction(file));
  return (id) => {
    const others = (paths: readonly string[]): string[] =>
      sortedUnique(paths.flatMap((path) => contextOf.get(path) ?? [])).filter((each) => each !== id);
    return {
      entities: subject.entities
        .filter(({ context }) => context === id)
        .map(({ name, table, writers, readers }) => ({
          name,
          table,
          writtenBy: others(writers),
          readBy: others(readers),
        })),
      foreignKeys: keys
        .filter(({ from, to }) => from.context === id || to.context === id)
        .map(({ from, to, columns }) => ({
          from: from.name,
          to: to.name,
          columns: [...columns],
          location: placeOf(from),
        })),
      joins: joins
        .filter(({ contexts }) => contexts.includes(id))
        .map((join) => ({
          location: placeOf(join),
          entities: [...join.entities],
          contexts: [...join.contexts],
        })),
      sagas: sagas.filter(({ contexts }) => contexts.includes(id)),
      flips: orderFlips(subject, id),
    };
  };
}
