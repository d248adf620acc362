import { z } from 'zod';
import { durationMs, wholeNumber } from '../quantity.ts';
import { flag, percent } from './values.ts';

export const circuitBreaker = z
  .strictObject({
    enabled: flag
      .optional()
      .describe('Default: true, but false for the monolith, which nobody stands in for.'),
    failurePercent: percent(1)
      .default(50)
      .describe('Opens when so many attempts fail: without an answer, or with 502, 503 or 504.'),
    minimumRequests: wholeNumber(1, 100_000)
      .default(20)
      .describe('Fewer attempts in the window prove nothing.'),
    window: durationMs.prefault('10s').describe('The time over which attempts are counted.'),
    openFor: durationMs.prefault('5s').describe('How long nothing is sent.'),
    probes: wholeNumber(1, 100)
      .default(3)
      .describe(
        'Attempts at a time after that, and successes in a row that close it. Requests that may be repeated go first.',
      ),
  })
  .prefault({})
  .describe(
    'Leaves a cluster alone that fails. While it is open nothing is sent, so a request of any method may fall back while its body is kept.',
  );
