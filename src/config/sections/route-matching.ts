import { z } from 'zod';
import { flag } from './values.ts';

export const routeMatching = z
  .strictObject({
    caseSensitive: flag
      .default(false)
      .describe('Whether letter case counts in paths. Express ignores it unless told otherwise.'),
    trailingSlash: z
      .enum(['ignore', 'distinct'], 'must be ignore or distinct')
      .default('ignore')
      .describe(
        'Whether /orders/ is the same route as /orders. To Express it is, unless strict routing is on.',
      ),
  })
  .prefault({})
  .describe(
    "How paths are compared with templates. Let it be at least as tolerant as the monolith's own router, or spellings that only the monolith accepts pass by a route set.",
  );
