import type { Fields } from '../http1/fields.ts';

/** What ids are made of: nothing that needs an escape in a log, a URL or a header. */
const ID = /^[A-Za-z0-9._~+/=@:-]{1,128}$/;

/** The id that a trusted proxy gave to a request; undefined where it gave none, several, or one that is no plain text of at most 128 characters. */
export function requestId(fields: Fields): string | undefined {
  const id = fields.joined('x-request-id');
  return id !== undefined && ID.test(id) ? id : undefined;
}
