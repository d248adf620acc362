import { createRandom } from '../../../src/analyzer/graph/random.ts';

/** Seeded decisions. */
export interface Choices {
  /** Whether something with this probability, 0..1, happens. */
  chance(probability: number): boolean;
  /** Uniform integer, both ends included. */
  between(least: number, most: number): number;
  /** One of a list that is not empty. */
  one<T>(list: readonly T[]): T;
  /** So many different ones in random order, or all when there are fewer. */
  some<T>(list: readonly T[], count: number): T[];
}

export function createChoices(seed: number): Choices {
  const random = createRandom(seed);
  const some = <T>(list: readonly T[], count: number): T[] => {
    const left = [...list];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) taken.push(...left.splice(random.below(left.length), 1));
    return taken;
  };
  return {
    chance: (probability) => random.next() < probability,
    between: (least, most) => least + random.below(most - least + 1),
    one: (list) => {
      if (list.length === 0) throw new Error('nothing to choose from');
      return list[random.below(list.length)] as (typeof list)[number];
    },
    some,
  };
}
