import { beforeAll, describe, expect, it } from 'vitest';
import { type Measured, measureSeed } from '../../../scripts/evaluate/synthetic/measure.ts';

/** One seed for each verdict, and what looks like contexts by its folders but is a library. `npm run evaluate -- --only synthetic` measures sixty. */
const seeds = [
  [20, 'feature folders', 'split'],
  [7, 'half is tangled', 'split-some'],
  [9, 'tangled by transactions', 'modularise-first'],
  [18, 'a random graph', 'do-not-split'],
  [16, 'a library', 'do-not-split'],
] as const;

const measured = new Map<number, Measured>();
beforeAll(async () => {
  for (const [seed] of seeds) measured.set(seed, await measureSeed(seed));
});

describe('a generated monolith whose answer is known', () => {
  it.each(seeds)('of seed %i (%s) gets the verdict %s', (seed, archetype, verdict) => {
    expect(measured.get(seed)).toMatchObject({ archetype, expected: verdict, given: verdict });
  });

  it('has its shared kernel set aside, and its files in the right company where they are called firm', () => {
    const { kernelF1, ari, calibration } = measured.get(20) as Measured;
    expect(kernelF1).toBeGreaterThan(0.8);
    expect(ari).toBeGreaterThan(0.8);
    const { files, right } = calibration?.firm ?? { files: 0, right: 0 };
    expect(files).toBeGreaterThan(30);
    expect(right / files).toBeGreaterThan(0.9);
  });
});
