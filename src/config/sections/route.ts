import { z } from 'zod';
import { sideEffects } from '../../model/analysis.ts';
import { patternProblem, prefixProblem } from '../path-rule.ts';
import { parseTemplate } from '../path-template.ts';
import { filters } from './filter.ts';
import { routeConditions } from './route-conditions.ts';
import { text } from './values.ts';

const idempotencies = ['safe', 'idempotent', 'key', 'none'] as const;

const methodSentence = 'must be a method in capitals, or ANY for every method';
const method = z.string(methodSentence).regex(/^[A-Z][A-Z-]{0,31}$/, methodSentence);

const template = z.string('must be a path template such as /api/orders/:id').superRefine((path, context) => {
  const parsed = parseTemplate(path);
  if (!parsed.ok)
    context.addIssue({ code: 'custom', message: `is not a path template: ${parsed.reason}`, input: path });
});

const prefix = z.string('must be a path prefix such as /api/orders').superRefine((path, context) => {
  const problem = prefixProblem(path);
  if (problem !== undefined)
    context.addIssue({ code: 'custom', message: `is not a path prefix: ${problem}`, input: path });
});

const pattern = z.string('must be a pattern such as /v[0-9]+/orders').superRefine((source, context) => {
  const problem = patternProblem(source);
  if (problem !== undefined)
    context.addIssue({ code: 'custom', message: `is not a pattern of paths: ${problem}`, input: source });
});

const hostSentence = 'must be a host name such as shop.example or *.shop.example, without a port';
const host = z
  .string(hostSentence)
  .regex(/^(?:(?:\*\.)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\])$/, hostSentence)
  .max(253, hostSentence);

const pathSentence = 'must have one of path, pathPrefix or pathPattern';

export const route = z
  .strictObject({
    method: method.describe('The method, or ANY. HEAD follows the route of GET unless it has its own.'),
    path: template
      .optional()
      .describe(
        'Path template: /api/orders/:id, /api/orders{/:id} or /files/*path; without parameters one exact path.',
      ),
    pathPrefix: prefix
      .optional()
      .describe(
        'Instead of path: the beginning of a path, in whole segments; /api is /api and /api/x, not /apix.',
      ),
    pathPattern: pattern
      .optional()
      .describe(
        'Instead of path: a pattern that the whole path matches, decoded; what patterns are is above.',
      ),
    hosts: z
      .array(host, 'must be a list of host names')
      .min(1, 'must list at least one host')
      .optional()
      .describe(
        'Hosts that the route is for; *.shop.example is every name below shop.example. Default: every host.',
      ),
    ...routeConditions,
    filters: filters.describe('What is changed on the way, behind the filters of the route set.'),
    idempotency: z
      .enum(idempotencies, `must be one of ${idempotencies.join(', ')}`)
      .optional()
      .describe(
        'safe: never writes. idempotent: running it on both sides has the effect of running it once. key: so it is for requests with the idempotencyKey of the route set. none: no such promise, never repeated once sent. Default: safe for GET, HEAD and OPTIONS, else none.',
      ),
    from: text.optional().describe('Evidence: the file and line in the monolith.'),
    sideEffects: z
      .enum(sideEffects, `must be one of ${sideEffects.join(', ')}`)
      .optional()
      .describe('Evidence: what the handler does beyond answering.'),
    touches: z
      .array(text, 'must be a list of contexts')
      .optional()
      .describe('Evidence: the contexts whose data or code the handler reaches.'),
  })
  .refine(
    ({ path, pathPrefix, pathPattern }) =>
      [path, pathPrefix, pathPattern].filter((each) => each !== undefined).length === 1,
    pathSentence,
  );
