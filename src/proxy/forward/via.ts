import { listTokens } from '../http1/connection-options.ts';
import type { Fields } from '../http1/fields.ts';

/** What the proxy adds to Via: protocol and name (RFC 9110 section 7.6.3). */
export const VIA = '1.1 banyan';

/** Several may stand in a row on purpose, but hardly as many. */
const maxPasses = 5;

/** Whether a request has passed proxies of this name so often that it must be going round in circles. */
export function isLooping(fields: Fields): boolean {
  const values = fields.structural('via');
  return (
    values.length > 0 &&
    listTokens(values).filter((hop) => /^(?:http\/)?1\.1 banyan(?: |$)/.test(hop)).length >= maxPasses
  );
}
