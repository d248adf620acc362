import { z } from 'zod';
import { durationMs, wholeNumber } from '../quantity.ts';
import { percent } from './values.ts';

export const retry = z
  .strictObject({
    attempts: wholeNumber(0, 5)
      .default(1)
      .describe('Further attempts of one exchange on this cluster at most, where a proof allows one.'),
    backoff: durationMs
      .prefault('25ms')
      .describe(
        'Before the first is waited a random time up to this, before each further one up to twice as long.',
      ),
    maxBackoff: durationMs.prefault('250ms').describe('The longest such wait.'),
    budgetPercent: percent(0)
      .default(20)
      .describe(
        'Retries and fallbacks of exchanges that this cluster may have worked on, in percent of its exchanges of the last ten seconds.',
      ),
    budgetPerSecond: wholeNumber(0, 10_000)
      .default(10)
      .describe('So many of them are allowed besides, so that a quiet cluster has some.'),
  })
  .prefault({})
  .describe(
    'What may be attempted again. What was never sent, met a stale connection or was answered with 421 costs no budget.',
  );
