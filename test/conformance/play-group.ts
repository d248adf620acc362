import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConformanceGroup } from './case.ts';
import { startStage, type Stage } from './stage.ts';
import { banyan } from './subjects/banyan.ts';

/** Declares one test per case, played against the built command line. */
export function playGroup({ name, asks, cases }: ConformanceGroup): void {
  describe(`${name}: ${asks}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await startStage(banyan);
    });
    beforeEach(() => stage.reset());
    afterAll(() => stage.close());

    it.each(cases)('$name', async ({ play }) => {
      expect(await play(stage)).toBeUndefined();
    });
  });
}
