import { z } from 'zod';
import { fieldName, flag } from './values.ts';

export const idempotencyKey = z
  .strictObject({
    header: fieldName
      .default('Idempotency-Key')
      .describe('The header that carries the key. A request without it is not repeated once sent.'),
    sharedStore: flag
      .default(false)
      .describe(
        'Whether service and monolith keep their keys in one store. If not, a request with a key is repeated on the same cluster only: on the other side it would execute a second time.',
      ),
  })
  .prefault({})
  .describe('What routes with idempotency: key rely on.');
