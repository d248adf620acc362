import { z } from 'zod';
import { durationMs, wholeNumber } from '../quantity.ts';
import { percent } from './values.ts';

export const concurrency = z
  .strictObject({
    max: wholeNumber(1, 1_000_000).describe(
      'Exchanges that the cluster works on at one time; each worker has its own count.',
    ),
    maxPerDestination: wholeNumber(1, 1_000_000)
      .optional()
      .describe('Of those, on one destination. Absent: as many as may be.'),
    fallbackPercent: percent(0)
      .default(50)
      .describe(
        'The part of them, and of the places in the queue, that exchanges which fell back from another cluster may take; the rest stays with its own.',
      ),
    queueDepth: wholeNumber(0, 100_000)
      .default(100)
      .describe('Exchanges that wait for their turn; one more is answered with 503 and Retry-After.'),
    queueTimeout: durationMs.prefault('1s').describe('How long one waits at most.'),
  })
  .optional()
  .describe(
    'How much the cluster is asked to do at one time; a tunnel or a stream of events does not count once it is open. Absent: everything is sent at once.',
  );
