import { z } from 'zod';
import { endsAtProxy } from '../field-names.ts';
import { fieldName, text } from './values.ts';

const forwardedField = fieldName.refine(
  (name) => !endsAtProxy(name.toLowerCase()) && name.toLowerCase() !== 'host',
  'must be a header that is forwarded as it came',
);

/** What identifies a client. */
export const bucketSource = z
  .strictObject({
    cookie: fieldName.optional().describe('Use the value of this cookie.'),
    header: forwardedField.optional().describe('Use the value of this request header.'),
  })
  .refine(
    (source) => (source.cookie === undefined) !== (source.header === undefined),
    'must have either cookie or header',
  );

export const bucket = z
  .strictObject({
    salt: text
      .min(1, 'must not be empty')
      .optional()
      .describe(
        'Which clients are early: route sets with the same salt move the same clients first. Default: the name of the route set.',
      ),
    by: z
      .array(bucketSource, 'must be a list of cookies and headers')
      .default([])
      .describe("What identifies a client: the first that a request has; then the client's address."),
  })
  .prefault({})
  .describe(
    'How clients are divided in phase canary. A client stays on its side while the percentage stays.',
  );
