import { z } from 'zod';
import { durationMs } from '../quantity.ts';
import { flag } from './values.ts';

export const exchangeTimeouts = z
  .strictObject({
    total: durationMs
      .optional()
      .describe(
        'From the last byte of the request to the last of the response, retries and fallback included. Absent: no bound.',
      ),
    attempt: durationMs
      .optional()
      .describe(
        'Of one attempt, to the head of its response. Absent: its equal part of what is left of the total.',
      ),
    includeUpload: flag
      .default(false)
      .describe('Count from the first byte of the request: then a long upload is cut too.'),
  })
  .refine(
    ({ total, attempt }) => total !== undefined || attempt !== undefined,
    'must have total or attempt or both',
  )
  .optional()
  .describe(
    'How long an exchange may take as a whole; never applied to tunnels and streams of events. Absent: only silence is bounded.',
  );
