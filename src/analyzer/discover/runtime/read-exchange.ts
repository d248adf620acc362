import { z } from 'zod';
import type { ObservedRequest } from './observation.ts';

/** What the proxy's log says of an exchange that concerns us; a refused message has no method and is no request. */
export const exchangeSchema = z.object({
  time: z.string(),
  client: z.string(),
  method: z.string().optional(),
  path: z.string().optional(),
  template: z.string().optional(),
  status: z.number(),
  refused: z.string().optional(),
});

/** The request of one line of the proxy's exchange log; null where nothing was forwarded. */
export function requestOfExchange(line: z.infer<typeof exchangeSchema>): ObservedRequest | null {
  const { method, path, status, refused } = line;
  if (method === undefined || path === undefined || refused !== undefined) return null;
  // The template is that of the proxy's configuration, which may cover many routes: the path says more.
  return { method: method.toUpperCase(), template: null, path, isError: status >= 500 };
}
