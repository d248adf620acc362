import { z } from 'zod';

const sentence = 'must be auto or a whole number from 1 to 256';

export const workers = z
  .union([z.literal('auto'), z.int(sentence).min(1, sentence).max(256, sentence)], sentence)
  .default(1)
  .describe(
    'Processes that share the listening addresses; auto: one for each processor. Pools, limits, budgets and breakers are those of each process. Takes effect at the start.',
  );
