import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoiser } from '../../src/analyzer/discover/shapes/memoiser.ts';

/** What a question adds to the answers of others: a letter of its own, and theirs with a sign where it passes them on changed. */
interface Rule {
  readonly own: string;
  readonly asks: readonly { readonly of: number; readonly sign: string }[];
  /** Whether its own letter only counts where the others say nothing, and how many words of an answer are kept. */
  readonly isFallback: boolean;
  readonly max: number;
}

type Answer = readonly string[];
const maxLength = 6;

function answerOf({ own, asks, isFallback, max }: Rule, ask: (of: number) => Answer): Answer {
  const given = asks.flatMap(({ of, sign }) => ask(of).map((word) => (word + sign).slice(-maxLength)));
  const all = isFallback && given.length > 0 ? given : [own, ...given];
  return [...new Set(all)].slice(0, max);
}

const isSame = (a: Answer, b: Answer) => a.join(' ') === b.join(' ');

/** A memory for the rules, asked in some order. */
function remembered(rules: readonly Rule[], order: readonly number[]): Answer[] {
  const keys = rules.map(() => ({}));
  const { recall, answer } = memoiser<Answer>({ empty: [], tidy: (given) => given, isSame });
  const ask = (index: number): Answer => {
    const key = keys[index] as object;
    return recall(key) ?? answer(key, () => answerOf(rules[index] as Rule, ask));
  };
  for (const index of order) ask(index);
  return rules.map((_, index) => ask(index));
}

/** Slow and without memory: circle by circle, those that a circle asks before it, each turn by turn. */
function solved(rules: readonly Rule[]): Answer[] {
  const reach = rules.map((_, start) => {
    const found = new Set((rules[start] as Rule).asks.map(({ of }) => of));
    for (const each of found) for (const { of } of (rules[each] as Rule).asks) found.add(of);
    return found;
  });
  const answers = new Map<number, Answer>();
  const settle = (start: number): void => {
    if (answers.has(start)) return;
    const isWith = (other: number) =>
      other === start || (reach[start]?.has(other) === true && reach[other]?.has(start) === true);
    const circle = rules.flatMap((_, index) => (isWith(index) ? [index] : []));
    for (const each of reach[start] ?? []) if (!circle.includes(each)) settle(each);
    for (const each of circle) answers.set(each, []);
    for (let turn = 0; turn <= circle.length; turn++) {
      const next = circle.map((each) => answerOf(rules[each] as Rule, (of) => answers.get(of) ?? []));
      for (const [index, each] of circle.entries()) answers.set(each, next[index] as Answer);
    }
  };
  return rules.map((_, index) => {
    settle(index);
    return answers.get(index) as Answer;
  });
}

const graph = (isMonotone: boolean): fc.Arbitrary<Rule[]> =>
  fc.integer({ min: 1, max: 14 }).chain((size) =>
    fc.array(
      fc.record({
        own: fc.constantFrom('a', 'b', 'c', 'd'),
        asks: fc.array(
          fc.record({
            of: fc.integer({ min: 0, max: size - 1 }),
            sign: isMonotone ? fc.constant('') : fc.constantFrom('', '', 'x', 'y'),
          }),
          { maxLength: 3 },
        ),
        isFallback: isMonotone ? fc.constant(false) : fc.boolean(),
        max: isMonotone ? fc.constant(99) : fc.constantFrom(2, 5),
      }),
      { minLength: size, maxLength: size },
    ),
  );

const withOrder = (isMonotone: boolean) =>
  graph(isMonotone).chain((rules) =>
    fc.tuple(fc.constant(rules), fc.shuffledSubarray([...rules.keys()], { minLength: rules.length })),
  );

describe('answers that are remembered', () => {
  it('are the least that the rules allow, whatever is asked first', () => {
    fc.assert(
      fc.property(withOrder(true), ([rules, order]) => {
        const sorted = (answers: Answer[]) => answers.map((each) => [...each].sort());
        expect(sorted(remembered(rules, order))).toEqual(sorted(solved(rules)));
      }),
      { numRuns: 3_000, seed: 11 },
    );
  });

  it('do not depend on the order of questions where answers are cut, grow or only stand in for others', () => {
    fc.assert(
      fc.property(withOrder(false), ([rules, order]) => {
        expect(remembered(rules, order)).toEqual(solved(rules));
      }),
      { numRuns: 3_000, seed: 12 },
    );
  });

  it('reach through chains that are longer than questions may nest', () => {
    const chain = Array.from(
      { length: 5_000 },
      (_, index): Rule => ({ own: 'a', asks: [{ of: index + 1, sign: '' }], isFallback: true, max: 5 }),
    );
    chain.push({ own: 'end', asks: [], isFallback: false, max: 5 });
    expect(remembered(chain, [])[0]).toEqual(['end']);
  });

  it('end in circles that are longer than questions may nest', () => {
    const round = Array.from(
      { length: 500 },
      (_, index): Rule => ({
        own: `${index}`,
        asks: [{ of: (index + 1) % 500, sign: '' }],
        isFallback: false,
        max: 5,
      }),
    );
    expect(remembered(round, [])[0]).toHaveLength(5);
  });

  it('are made once beside a circle, however often that turns', () => {
    const asked: string[] = [];
    const [a, b, c] = [{}, {}, {}];
    const { recall, answer } = memoiser<Answer>({ empty: [], tidy: (given) => given, isSame });
    const ask = (name: string, key: object, next: () => Answer): Answer =>
      recall(key) ??
      answer(key, () => {
        asked.push(name);
        return next();
      });
    const askA = (): Answer => ask('a', a, () => ask('b', b, () => [...askA(), ...ask('c', c, () => ['c'])]));
    expect([askA(), askA()]).toEqual([['c'], ['c']]);
    expect(asked.filter((name) => name === 'c')).toHaveLength(1);
  });
});
