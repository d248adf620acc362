import { describe, expect, it } from 'vitest';
import {
  addEvidence,
  chanceOfPersistent,
  type FieldEvidence,
  isEstablished,
  isNoise,
  noEvidence,
} from '../../../../src/migration/compare/evidence.ts';
import { settle, type Settled } from '../../../../src/migration/compare/settle.ts';

const difference = { field: '$.a', kind: 'value', place: '$.a', first: '1', second: '2' } as const;
const other = { ...difference, field: '$.b' };

/** All ways to deal `odd` odd answers to 2 × `times` places such that exactly one of the first pair is odd: the share where all fall to one given side. */
function shareByCounting(times: number, odd: number): number {
  let dealt = 0;
  let separated = 0;
  for (let places = 0; places < 1 << (2 * times); places++) {
    const service = [...Array(times).keys()].map((nth) => (places >> (2 * nth + 1)) & 1);
    const monolith = [...Array(times).keys()].map((nth) => (places >> (2 * nth)) & 1);
    const count = (side: number[]): number => side.reduce((sum, one) => sum + one, 0);
    if (count(service) + count(monolith) !== odd || service[0] === monolith[0]) continue;
    dealt++;
    if (count(monolith) === 0 || (odd === times && count(service) === 0)) separated++;
  }
  return separated / dealt;
}

describe('the chance that all odd answers fall to the service', () => {
  it.each([2, 3, 4, 5].flatMap((times) => [...Array(times).keys()].map((odd) => [times, odd + 1] as const)))(
    'asked %i times, %i odd: as counted',
    (times, odd) => {
      expect(chanceOfPersistent(times, odd)).toBeCloseTo(shareByCounting(times, odd), 12);
    },
  );
});

function repeated(count: number, settled: Settled): Settled[] {
  return Array.from({ length: count }, () => settled);
}

describe('evidence', () => {
  const persistent: Settled = { difference, result: 'persistent', disagreements: 4 };
  const noise: Settled = { difference, result: 'noise', disagreements: 0 };
  const after = (...settled: Settled[]): FieldEvidence =>
    settled.reduce((evidence, one) => addEvidence(evidence, one, 4), noEvidence);

  it('is enough after five differences that persist, and not after four', () => {
    expect(isEstablished(after(...repeated(4, persistent)))).toBe(false);
    expect(isEstablished(after(...repeated(5, persistent)))).toBe(true);
  });

  it('is noise after ten times in which the monolith disagreed with itself', () => {
    expect(isNoise(after(...repeated(9, noise)))).toBe(false);
    expect(isNoise(after(...repeated(10, noise)))).toBe(true);
  });

  it('counts what passed, and bets nothing on it', () => {
    const evidence = after({ difference, result: 'passing', disagreements: 2 });
    expect(evidence).toEqual({ ...noEvidence, passing: 1 });
  });

  it('a real difference is established in a field that is noisy now and then', () => {
    const mixed = Array.from({ length: 40 }, (_, nth) => (nth % 5 === 0 ? noise : persistent));
    expect(isEstablished(after(...mixed))).toBe(true);
  });

  it('gains nothing on average when the sides are the same, whatever the bet', () => {
    for (const odd of [1, 2, 3, 4]) {
      const chance = chanceOfPersistent(4, odd);
      const won = addEvidence(noEvidence, { ...persistent, disagreements: odd }, 4).logCapital;
      const lost = addEvidence(noEvidence, noise, 4).logCapital;
      for (const [nth, log] of won.entries())
        expect(chance * Math.exp(log) + (1 - chance) * Math.exp(lost[nth] as number)).toBeLessThanOrEqual(
          1 + 1e-12,
        );
    }
  });
});

describe('asking again', () => {
  it('tells what persists, what passes and what is noise', () => {
    const settled = settle([[difference, other], [difference], [difference]], [[], []]);
    expect(
      settled.map(({ difference: { field }, result, disagreements }) => [field, result, disagreements]),
    ).toEqual([
      ['$.a', 'persistent', 3],
      ['$.b', 'passing', 1],
    ]);
    expect(settle([[difference], [difference]], [[difference]])[0]?.result).toBe('noise');
  });

  it('settles a field once, however many of its elements differ, and each kind alone', () => {
    const typed = { ...difference, kind: 'type' as const };
    expect(settle([[difference, difference, typed], [difference]], [[]]).map(({ result }) => result)).toEqual(
      ['persistent', 'passing'],
    );
  });
});
