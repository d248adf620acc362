import { z } from 'zod';
import { requestFieldIsFixed, responseFieldIsFixed } from '../field-names.ts';
import { parseTemplate } from '../path-template.ts';
import { prefixProblem } from '../path-rule.ts';
import { wholeNumber } from '../quantity.ts';
import { fieldName, text } from './values.ts';

const fieldValue = text
  .max(4096, 'must have at most 4096 characters')
  .regex(/^(?:[!-~](?:[ -~]*[!-~])?)?$/, 'must be printable ASCII without white space at its ends');

function fieldEdit(isFixed: (lower: string) => boolean) {
  const name = fieldName.refine(
    (each) => !isFixed(each.toLowerCase()),
    'must not be a field of framing or of the connection, nor one that the proxy writes itself',
  );
  const pairs = (meaning: string) =>
    z
      .array(
        z.strictObject({ name: name.describe('Its name.'), value: fieldValue.describe('Its value.') }),
        'must be a list of headers',
      )
      .optional()
      .describe(meaning);
  return z.strictObject({
    set: pairs('Headers that replace all of their name.'),
    add: pairs('Headers that come behind those of their name.'),
    remove: z
      .array(name, 'must be a list of header names')
      .optional()
      .describe('Names of headers that end here.'),
  });
}

const authorityHost = z
  .string('must be a host name')
  .regex(/^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])$/, 'must be a host name, without a port');

const fullPath = z.string('must be a path such as /v1/orders/:id').superRefine((path, context) => {
  const problem = fullPathProblem(path);
  if (problem !== undefined)
    context.addIssue({ code: 'custom', message: `is not a path: ${problem}`, input: path });
});
const newPrefix = z.string('must be a path prefix such as /v1/orders').superRefine((path, context) => {
  const problem =
    prefixProblem(path) ?? (isAscii(path) ? undefined : 'it must be written in ASCII, with escapes');
  if (problem !== undefined)
    context.addIssue({ code: 'custom', message: `is not a path prefix: ${problem}`, input: path });
});
const path = {
  path: fullPath
    .optional()
    .describe('The whole path; :name and *name stand for what they matched in the path of the route.'),
  prefix: newPrefix
    .optional()
    .describe('Instead of path: what replaces the pathPrefix of the route; the rest stays.'),
};

const statuses = [301, 302, 303, 307, 308] as const;

const filter = z
  .strictObject({
    only: z
      .enum(['service', 'monolith'], 'must be service or monolith')
      .optional()
      .describe('The side that it is for, also of a fallback. Default: both.'),
    requestHeaders: fieldEdit(requestFieldIsFixed)
      .optional()
      .describe('Changes headers on their way to the backend.'),
    responseHeaders: fieldEdit(responseFieldIsFixed)
      .optional()
      .describe('Changes headers of the final response on their way to the client.'),
    rewrite: z
      .strictObject({
        host: authorityHost
          .optional()
          .describe('The Host that the backend sees, whatever preserveHost says.'),
        ...path,
      })
      .optional()
      .describe('Changes what the backend is asked for; the route is found before.'),
    redirect: z
      .strictObject({
        scheme: z
          .enum(['http', 'https'], 'must be http or https')
          .optional()
          .describe('Default: that of the request.'),
        host: authorityHost.optional().describe('Default: that of the request.'),
        port: wholeNumber(1, 65_535)
          .optional()
          .describe('Default: none where scheme is given, else that of the request.'),
        ...path,
        status: z
          .literal(statuses, `must be one of ${statuses.join(', ')}`)
          .default(302)
          .describe('301 and 302 let clients turn a POST into a GET, 307 and 308 do not; 303 says so.'),
      })
      .optional()
      .describe('Answers the request with a Location; no backend sees it.'),
  })
  .refine(
    ({ requestHeaders, responseHeaders, rewrite, redirect }) =>
      [requestHeaders, responseHeaders, rewrite, redirect].filter((each) => each !== undefined).length === 1,
    'must have one of requestHeaders, responseHeaders, rewrite or redirect',
  );

export const filters = z.array(filter, 'must be a list of filters').optional();

/** Why a text is no path to send, or undefined. */
function fullPathProblem(path: string): string | undefined {
  const parsed = parseTemplate(path);
  if (!parsed.ok) return parsed.reason;
  if (parsed.variants.length > 1) return 'what may be absent has no place in it';
  return isAscii(path) ? undefined : 'it must be written in ASCII, with escapes';
}

function isAscii(path: string): boolean {
  return /^[!-~]*$/.test(path);
}
