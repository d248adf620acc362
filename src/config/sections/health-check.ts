import { z } from 'zod';
import { durationMs, wholeNumber } from '../quantity.ts';
import { flag, percent } from './values.ts';

const pathSentence = 'must be a path such as /healthz, with a query or without';

const passive = z
  .strictObject({
    enabled: flag.default(true).describe('Needs two destinations or more to mean anything.'),
    consecutiveFailures: wholeNumber(1, 10_000)
      .default(5)
      .describe('So many attempts in a row without an answer, or with 502, 503 or 504.'),
    failurePercent: percent(1).default(85).describe('Or this share of the attempts in the window.'),
    minimumRequests: wholeNumber(1, 100_000)
      .default(20)
      .describe('Fewer attempts in the window prove nothing.'),
    window: durationMs.prefault('10s').describe('The time over which attempts are counted.'),
    ejectionTime: durationMs
      .prefault('30s')
      .describe('How long the destination is left out; the second time in a row twice as long, and so on.'),
    maxEjectionTime: durationMs.prefault('5m').describe('The longest such time.'),
    maxEjectedPercent: percent(0)
      .default(50)
      .describe('No more of the destinations are left out at one time.'),
  })
  .prefault({})
  .describe('Leaves a destination out that the attempts on it show to be broken.');

const active = z
  .strictObject({
    path: z
      .string(pathSentence)
      .regex(/^\/[!-~]{0,1000}$/, pathSentence)
      .describe('Asked for with GET, on connections of their own.'),
    interval: durationMs
      .prefault('5s')
      .describe('Between two checks of a destination, a tenth more or less.'),
    timeout: durationMs.prefault('2s').describe('Until the head of the answer is there.'),
    unhealthyThreshold: wholeNumber(1, 100).default(3).describe('Failures in a row until it is left out.'),
    healthyThreshold: wholeNumber(1, 100).default(2).describe('Successes in a row until it is back.'),
    minStatus: wholeNumber(200, 599).default(200).describe('The lowest status that is a success.'),
    maxStatus: wholeNumber(200, 599).default(299).describe('The highest status that is a success.'),
    startupGrace: durationMs
      .prefault('10s')
      .describe('For so long after the proxy has learnt of the destination its failures do not count.'),
  })
  .refine(({ minStatus, maxStatus }) => minStatus <= maxStatus, 'must have minStatus not above maxStatus')
  .optional()
  .describe('Asks every destination regularly. Absent: nobody asks.');

export const healthCheck = z
  .strictObject({
    passive,
    active,
    panicPercent: percent(0)
      .default(30)
      .describe('When fewer than this share of the destinations are fit, all are used.'),
  })
  .prefault({})
  .describe('Which destinations are left out while they are broken.');
