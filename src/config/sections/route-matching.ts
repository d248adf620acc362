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
    ambiguousPaths: z
      .enum(['refuse', 'normalise'], 'must be refuse or normalise')
      .default('refuse')
      .describe(
        'What becomes of //, \\, . and .. segments: refuse answers 400. normalise resolves them (slashes first, as nginx does), routes on the result and forwards it.',
      ),
    encodedSlashes: z
      .enum(['refuse', 'data'], 'must be refuse or data')
      .default('refuse')
      .describe(
        'What %2F in a path is: refuse answers 400. data: a part of its segment, if every backend reads it so (Express, Fastify and Nest do); it is forwarded as it is.',
      ),
    pathParameters: z
      .enum(['check', 'text', 'refuse'], 'must be check, text or refuse')
      .default('check')
      .describe(
        'What ; in a path is. Some servers cut it off with what follows (Fastify 4, servlets): check forwards such a path where both readings take the same side, and answers 400 otherwise. text: like any other character, if every backend reads it so. refuse answers 400.',
      ),
    methodOverride: z
      .enum(['check', 'follow', 'strip', 'refuse'], 'must be check, follow, strip or refuse')
      .default('check')
      .describe(
        'What X-HTTP-Method-Override and its like (X-HTTP-Method, X-Method-Override, the query parameter _method) do. check forwards where both methods take the same side, and answers 400 otherwise. follow routes a POST by the method that it names. strip removes the headers. refuse answers 400. A request that names another method is never repeated once sent.',
      ),
  })
  .prefault({})
  .describe(
    "How paths are compared with templates. Let it be at least as tolerant as the monolith's own router, or spellings that only the monolith accepts pass by a route set.",
  );
