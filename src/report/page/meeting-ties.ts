import { fileOf, lineOf } from '../../lib/place.ts';
import type { PageSubject } from './subject.ts';
import type { Tie } from './tie.ts';

/** Where modules meet without naming each other: in events, in commits, and while the application runs. */
export function* meetingTies({ analysis, moduleOf, moduleAt }: PageSubject): Iterable<Tie> {
  for (const { name, publishers, subscribers } of analysis.events)
    for (const publisher of publishers)
      for (const subscriber of subscribers) {
        const from = moduleAt(fileOf(publisher), lineOf(publisher));
        const to = moduleAt(fileOf(subscriber), lineOf(subscriber));
        if (from === undefined || to === undefined || from === to) continue;
        yield { from, to, kinds: ['event'], weight: 1, uses: [name], places: [publisher, subscriber] };
      }
  for (const { a, b, commits } of analysis.history.coChanges) {
    const [from, to] = [moduleOf(a), moduleOf(b)];
    if (from !== undefined && to !== undefined)
      yield { from, to, kinds: ['co-change'], weight: commits, uses: [], places: [] };
  }
  for (const { from: caller, to: called, count } of analysis.runtime?.calls ?? []) {
    const [from, to] = [moduleOf(caller), moduleOf(called)];
    if (from !== undefined && to !== undefined)
      yield { from, to, kinds: ['trace'], weight: count, uses: [], places: [] };
  }
}
