import { z } from 'zod';
import { sideEffects } from '../../model/analysis.ts';
import { parseTemplate } from '../path-template.ts';
import { text } from './values.ts';

const idempotencies = ['safe', 'idempotent', 'none'] as const;

const methodSentence = 'must be a method in capitals, or ANY for every method';
const method = z.string(methodSentence).regex(/^[A-Z][A-Z-]{0,31}$/, methodSentence);

const template = z.string('must be a path template such as /api/orders/:id').superRefine((path, context) => {
  const parsed = parseTemplate(path);
  if (!parsed.ok)
    context.addIssue({ code: 'custom', message: `is not a path template: ${parsed.reason}`, input: path });
});

export const route = z.strictObject({
  method: method.describe('The method, or ANY. HEAD follows the route of GET unless it has its own.'),
  path: template.describe('Path template: /api/orders/:id, /api/orders{/:id} or /files/*path.'),
  idempotency: z
    .enum(idempotencies, `must be one of ${idempotencies.join(', ')}`)
    .optional()
    .describe(
      'safe: never writes. idempotent: running it on both sides has the effect of running it once. none: no such promise, never repeated once sent. Default: safe for GET, HEAD and OPTIONS, else none.',
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
});
