import { type Change, changed } from './change.ts';
import { confidences, meanConfidence } from './confidence.ts';
import { type Outlook, outlookOf, type Subject } from './outlook.ts';
import { type Price, priceOf, type Uses } from './price.ts';

/** Where some changes lead, and what it costs. */
export interface Weighed {
  readonly outlook: Outlook;
  readonly price: Price;
  /** Mean over the modules, 0..1; an estimate. */
  readonly confidence: number;
  /** Null at the beginning. */
  readonly change: Change | null;
  readonly before: Weighed | null;
}

/** Lists of changes, the last one in force; those after it were undone. */
export interface History {
  readonly lists: readonly (readonly Change[])[];
  /** Position of the list in force. */
  readonly at: number;
}

export const noDecisions: History = { lists: [[]], at: 0 };

/** The changes in force. */
export function changesOf({ lists, at }: History): readonly Change[] {
  return lists[at] ?? [];
}

/** Another list is in force; what was undone is forgotten. */
export function decided({ lists, at }: History, list: readonly Change[]): History {
  return { lists: [...lists.slice(0, at + 1), list], at: at + 1 };
}

/** What weighs a list of changes, and remembers each that it weighed: a further change costs one look. */
export function createScales(data: Subject, uses: Uses): (changes: readonly Change[]) => readonly Weighed[] {
  const start = outlookOf(data);
  const weigh = (outlook: Outlook, change: Change | null, before: Weighed | null): Weighed => {
    const price = priceOf(data, uses, outlook);
    const confidence = meanConfidence(confidences(data, uses, start, outlook), price.sizes);
    return { outlook, price, confidence, change, before };
  };
  const first = weigh(start, null, null);
  const after = new WeakMap<Weighed, WeakMap<Change, Weighed>>();
  const next = (before: Weighed, change: Change): Weighed => {
    const known = after.get(before) ?? new WeakMap<Change, Weighed>();
    after.set(before, known);
    const outlook = changed(data, before.outlook, change) ?? before.outlook;
    const found = known.get(change) ?? weigh(outlook, change, before);
    known.set(change, found);
    return found;
  };
  return (changes) => {
    const steps = [first];
    for (const change of changes) steps.push(next(steps.at(-1) as Weighed, change));
    return steps;
  };
}
