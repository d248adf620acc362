import { z } from 'zod';
import { ipRange } from '../ip-range.ts';
import { text } from './values.ts';

const rangeSentence = 'must be an address or a range such as 10.0.0.0/8 or fd00::/8';
const range = text
  .refine((value) => ipRange(value) !== undefined, rangeSentence)
  .refine(
    (value) => ipRange(value)?.prefixBits !== 0,
    'must not be everybody: any client could then say who it is',
  );

const fieldSentence = 'must be the name of a header, such as x-user-id or x-tenant-*';
const identityField = z.string(fieldSentence).regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,98}\*?$/, fieldSentence);

const keySentence = 'must be a text of at least 16 characters without spaces';

export const trust = z
  .strictObject({
    proxies: z
      .array(range, 'must be a list of addresses and ranges')
      .default([])
      .describe(
        'Who may speak for others: load balancers and proxies in front of this one. From them X-Forwarded-* or Forwarded, X-Request-Id and identity headers are believed; from anybody else they end here.',
      ),
    forwardedBy: z
      .enum(['x-forwarded', 'forwarded'], 'must be x-forwarded or forwarded')
      .default('x-forwarded')
      .describe(
        'Which of the two the trusted proxies write. The other one would be whatever a client made of it, and is never believed.',
      ),
    identityHeaders: z
      .array(identityField, 'must be a list of header names')
      .default([])
      .describe(
        'Headers that say who the user is and that only a trusted proxy may send, besides those that are known (see above); a name may end in *.',
      ),
    explainKey: z
      .string(keySentence)
      .regex(/^[!-~]{16,512}$/, keySentence)
      .optional()
      .describe(
        'A request that carries it in X-Banyan-Explain is told its route, side and fallback in X-Banyan-Route, -Side, -Fallback and -Client of the response; so is any that a trusted proxy sends for itself. Let it come from the environment. Absent: nobody from outside is told.',
      ),
  })
  .prefault({})
  .describe('Whose word about a client counts.');
