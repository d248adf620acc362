import { z } from 'zod';
import { wholeNumber } from '../quantity.ts';
import { bucketSource } from './bucket.ts';
import { flag } from './values.ts';

const policies = ['power-of-two', 'least-requests', 'round-robin', 'consistent-hash'] as const;

export const loadBalancing = z
  .strictObject({
    policy: z
      .enum(policies, `must be one of ${policies.join(', ')}`)
      .default('power-of-two')
      .describe(
        'power-of-two: of two at random the one with fewer requests in flight. least-requests: the one with the fewest. round-robin: in turn. consistent-hash: the same client, or path, to the same destination.',
      ),
    hashBy: z
      .array(bucketSource, 'must be a list of cookies and headers')
      .default([])
      .describe("For consistent-hash: the first of these that a request has; then the client's address."),
    hashPath: flag
      .default(false)
      .describe('For consistent-hash: by path instead, so that each destination caches its part.'),
    maxLoadPercent: wholeNumber(100, 1000)
      .default(125)
      .describe(
        'For consistent-hash: a destination with more than this share of the average requests in flight passes further ones on.',
      ),
  })
  .refine(
    ({ policy, hashBy, hashPath }) => policy === 'consistent-hash' || (hashBy.length === 0 && !hashPath),
    'must have policy consistent-hash for hashBy or hashPath to mean anything',
  )
  .prefault({})
  .describe('How the destinations share the requests.');
