import { describe, expect, it } from 'vitest';
import { measureSeed } from '../../../scripts/evaluate/synthetic/measure.ts';

/** One seed for each verdict, and what looks like contexts by its folders but is a library. `npm run evaluate -- --only synthetic` measures sixty. */
const seeds = [
  [15, 'feature folders', 'split'],
  [4, 'half is tangled', 'split-some'],
  [21, 'tangled by transactions', 'modularise-first'],
  [28, 'a random graph', 'do-not-split'],
  [11, 'a library', 'do-not-split'],
] as const;

describe('a generated monolith whose answer is known', () => {
  it.each(seeds)('of seed %i (%s) gets the verdict %s', async (seed, archetype, verdict) => {
    expect(await measureSeed(seed)).toMatchObject({ archetype, expected: verdict, given: verdict });
  });

  it('has its shared kernel set aside, and its files in the right company where they are called firm', async () => {
    const { kernelF1, ari, calibration } = await measureSeed(15);
    expect(kernelF1).toBeGreaterThan(0.8);
    expect(ari).toBeGreaterThan(0.8);
    const { files, right } = calibration?.firm ?? { files: 0, right: 0 };
    expect(files).toBeGreaterThan(30);
    expect(right / files).toBeGreaterThan(0.9);
  });
});
