import { readFileSync } from 'node:fs';

/** The fields of the proxy's access log that the demo reads; docs/reference/access-log.md has them all. */
export interface LoggedExchange {
  readonly time: string;
  readonly id: string;
  readonly method: string;
  readonly status: number;
  readonly routeSet?: string;
  /** What was decided after an attempt that failed, and why that was safe; absent when the first attempt answered. */
  readonly fallback?: { readonly action: 'fallback' | 'surface' | 'cut'; readonly proof: string };
  readonly attempts: readonly { readonly cluster: string; readonly outcome: string }[];
}

/** The exchanges of an access log in the order in which they ended; messages refused before they became one are left out. */
export function readAccessLog(path: string): LoggedExchange[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LoggedExchange)
    .filter((exchange) => exchange.attempts !== undefined);
}
