import { createHash, timingSafeEqual } from 'node:crypto';
import type { Exchange } from '../exchange.ts';

/** Asks for an explanation; its value is the key of the configuration. */
const ASKING_FIELD = 'x-banyan-explain';

/**
 * Response header lines that say which route and side a request took and why, each ended by CRLF; empty for a client that may not know.
 *
 * Who may: whoever sends `X-Banyan-Explain` with the key of the configuration, or with anything from a trusted peer that speaks for nobody else.
 */
export function explainingLines(exchange: Exchange, answering: string): string {
  const { explainKey } = exchange.snapshot.trust;
  if (explainKey === undefined && exchange.origin === undefined) return '';
  const asked = exchange.head.fields.first(ASKING_FIELD);
  if (asked === undefined) return '';
  const isPeer = exchange.origin?.chain.length === 1;
  if (!isPeer && (explainKey === undefined || !isSame(asked, explainKey))) return '';
  const { match, why, attempts, notes, clientAddress } = exchange;
  const route = match === undefined ? 'none' : `${match.template}; set=${match.routeSet.name}`;
  const decision = notes.findLast(({ action }) => action === 'fallback');
  const fallback = decision === undefined ? (exchange.fallback?.name ?? 'none') : `taken; ${decision.proof}`;
  return (
    `X-Banyan-Route: ${route}\r\nX-Banyan-Side: ${answering}; why=${why}; attempts=${attempts.length}\r\n` +
    `X-Banyan-Fallback: ${fallback}\r\nX-Banyan-Client: ${clientAddress}\r\n`
  );
}

/** In time that does not tell how much of it is right. */
function isSame(given: string, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(key));
}
