import type { Weighed } from './decisions.ts';
import type { Share } from './price.ts';

/** One number of a price, as a reader compares it; less is better unless `isMoreBetter`. */
export interface Measure {
  readonly name: string;
  readonly hint: string;
  /** What is compared. */
  readonly value: (weighed: Weighed) => number;
  readonly shown: (weighed: Weighed) => string;
  /** Of a difference of values, without its sign. */
  readonly difference: (size: number) => string;
  readonly isMoreBetter?: true;
  /** Only the next analysis says it for sure. */
  readonly isEstimate?: true;
  /** Neither more nor less of it is better. */
  readonly isNeutral?: true;
}

const count = (size: number): string => size.toLocaleString('en');
const ofAll = ({ across, of }: Share): string => `${count(across)} of ${count(of)}`;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const shareOf = ({ across, of }: Share): number => (of === 0 ? 0 : across / of);

/** The numbers of a price, in the order in which they are shown. */
export const measures: readonly Measure[] = [
  {
    name: 'Cut',
    hint: 'Share of the references between modules of contexts that cross from one context to another',
    value: ({ price }) => shareOf(price.references),
    shown: ({ price }) => percent(shareOf(price.references)),
    difference: (size) => `${(size * 100).toFixed(size < 0.001 ? 2 : 1)} points`,
  },
  {
    name: 'References across',
    hint: 'What becomes a call, an event, a contract or a copy',
    value: ({ price }) => price.references.across,
    shown: ({ price }) => ofAll(price.references),
    difference: count,
  },
  {
    name: 'Transactions across',
    hint: 'Transactions over entities of more than one context: each becomes a saga',
    value: ({ price }) => price.transactions.across,
    shown: ({ price }) => ofAll(price.transactions),
    difference: count,
  },
  {
    name: 'Joins across',
    hint: 'Queries over entities of more than one context',
    value: ({ price }) => price.joins.across,
    shown: ({ price }) => ofAll(price.joins),
    difference: count,
  },
  {
    name: 'Foreign keys across',
    hint: 'Keys that a database of its own cannot hold',
    value: ({ price }) => price.foreignKeys.across,
    shown: ({ price }) => ofAll(price.foreignKeys),
    difference: count,
  },
  {
    name: 'Contexts in cycles',
    hint: 'Contexts that need each other in a circle at run time: none of them can be deployed alone',
    value: ({ price }) => price.cycles.flat().length,
    shown: ({ price }) => count(price.cycles.flat().length),
    difference: count,
  },
  {
    name: 'Contexts',
    hint: 'Those with modules that count',
    value: ({ price }) => price.sizes.filter((size) => size > 0).length,
    shown: ({ price }) => count(price.sizes.filter((size) => size > 0).length),
    difference: count,
    isNeutral: true,
  },
  {
    name: 'Confidence',
    hint: 'How many runs on perturbed evidence agree, mean of the modules; an estimate until the next analysis runs again',
    value: ({ confidence }) => confidence,
    shown: ({ confidence }) => `${Math.round(confidence * 100)} %`,
    difference: (size) => `${(size * 100).toFixed(1)} points`,
    isMoreBetter: true,
    isEstimate: true,
  },
];

/** How a number changed, and whether that is for the better; null where it did not, as far as it is shown. */
export function differenceOf(
  measure: Measure,
  before: Weighed,
  after: Weighed,
): { readonly text: string; readonly effect: 'better' | 'worse' | 'other' } | null {
  const change = measure.value(after) - measure.value(before);
  const text = measure.difference(Math.abs(change));
  if (Number.parseFloat(text.replaceAll(',', '')) === 0) return null;
  const isBetter = change > 0 === (measure.isMoreBetter === true);
  return {
    text: `${measure.isEstimate ? '≈ ' : ''}${change > 0 ? '+' : '−'}${text}`,
    effect: measure.isNeutral ? 'other' : isBetter ? 'better' : 'worse',
  };
}
