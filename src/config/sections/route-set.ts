import { z } from 'zod';
import { wholeNumber } from '../quantity.ts';
import { bucket } from './bucket.ts';
import { filters } from './filter.ts';
import { exchangeTimeouts } from './exchange-timeouts.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { route } from './route.ts';
import { name } from './values.ts';

const phases = ['monolith', 'canary', 'full'] as const;

export const routeSet = z.strictObject({
  name: name.describe('The name of the route set, unique.'),
  cluster: name.optional().describe('The extracted service. May be absent only in phase monolith.'),
  phase: z
    .enum(phases, `must be one of ${phases.join(', ')}`)
    .describe('monolith: nothing has moved. canary: a share of the clients has. full: all have.'),
  canaryPercent: z
    .number('must be a number from 0 to 100')
    .min(0, 'must be a number from 0 to 100')
    .max(100, 'must be a number from 0 to 100')
    .optional()
    .describe('Share of the clients that the service answers in phase canary; required there.'),
  bucket,
  fallback: z
    .enum(['monolith', 'none'], 'must be monolith or none')
    .default('monolith')
    .describe('Who answers what the service provably did not execute.'),
  filters: filters.describe('What is changed on the way of all its routes; one after the other.'),
  fallbackStatuses: z
    .array(wholeNumber(500, 599), 'must be a list of statuses')
    .default([502, 503, 504])
    .describe(
      'Answers of the service after which the monolith is asked, if the request is safe; any other answer is the answer.',
    ),
  timeouts: exchangeTimeouts,
  idempotencyKey,
  routes: z
    .array(route, 'must be a list of routes')
    .min(1, 'must list at least one route')
    .describe('The routes that move together.'),
});
