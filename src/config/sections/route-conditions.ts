import { z } from 'zod';
import { compilePattern } from '../../lib/linear-pattern/linear-pattern.ts';
import { endsAtProxy } from '../field-names.ts';
import { fieldName, flag, text } from './values.ts';

const patternText = z.string('must be a pattern such as v[0-9]+').superRefine((source, context) => {
  const compiled = compilePattern(source, { ignoreCase: false });
  if (!compiled.ok)
    context.addIssue({ code: 'custom', message: `is not a pattern: ${compiled.reason}`, input: source });
});

function condition(name: z.ZodType<string>) {
  return z
    .strictObject({
      name,
      value: text.optional().describe('The value, letter for letter.'),
      pattern: patternText.optional().describe('A pattern that the whole value matches.'),
      present: flag.optional().describe('true: it is there, whatever its value. false: it is not there.'),
    })
    .refine(
      ({ value, pattern, present }) =>
        [value, pattern, present].filter((test) => test !== undefined).length === 1,
      'must have one of value, pattern or present',
    );
}

const parameterName = text.min(1, 'must not be empty').max(100, 'must have at most 100 characters');
const routableField = fieldName.refine(
  (name) => !endsAtProxy(name.toLowerCase()) && !['cookie', 'host'].includes(name.toLowerCase()),
  'must be a header that is forwarded as it came; host and cookies have conditions of their own',
);

/** Which requests of its paths a route takes; what is not given does not matter. */
export const routeConditions = {
  headers: z
    .array(condition(routableField.describe('Its name, in any case.')), 'must be a list of headers')
    .optional()
    .describe(
      'Headers that the request must have; several of one name count as one value, joined by a comma.',
    ),
  query: z
    .array(
      condition(parameterName.describe('Its name, decoded; case counts.')),
      'must be a list of query parameters',
    )
    .optional()
    .describe(
      'Query parameters that the request must have, decoded; of several with one name the first counts.',
    ),
  cookies: z
    .array(condition(fieldName.describe('Its name; case counts.')), 'must be a list of cookies')
    .optional()
    .describe('Cookies that the request must have; of several with one name the first counts.'),
};

/** One condition as it is written. */
export type WrittenCondition = NonNullable<z.infer<typeof routeConditions.headers>>[number];
