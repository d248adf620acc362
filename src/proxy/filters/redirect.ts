import { STATUS_CODES } from 'node:http';
import { explainingLines } from '../explain/explaining-lines.ts';
import type { Exchange } from '../exchange.ts';
import { rewritten } from './path-rewrite.ts';
import type { Redirect } from './side-filters.ts';

/** Answers an exchange with a redirect. */
export function answerRedirect(exchange: Exchange, redirect: Redirect): void {
  const { response } = exchange;
  const lines = `Location: ${location(exchange, redirect)}\r\nContent-Length: 0\r\n${explainingLines(exchange, exchange.cluster?.name ?? '')}`;
  response.start(redirect.status, STATUS_CODES[redirect.status] ?? '', lines, { kind: 'length', bytes: 0 });
  response.end('');
}

/** What of a request a redirect starts from: the client's view of it. */
type RedirectedRequest = Pick<Exchange, 'host' | 'path' | 'query' | 'client' | 'origin'>;

/** The Location of a redirect: absolute, or a path where the request names no host. The query stays. */
export function location(
  { host: asked, path, query, client, origin }: RedirectedRequest,
  redirect: Redirect,
): string {
  const target = (redirect.path === undefined ? path : rewritten(path, redirect.path)) + query;
  const authority = origin?.host ?? asked;
  const colon = authority.indexOf(':', authority.indexOf(']') + 1);
  const host = redirect.host ?? (colon === -1 ? authority : authority.slice(0, colon));
  if (host === '') return target;
  const scheme = redirect.scheme ?? origin?.scheme ?? client.scheme;
  const kept = redirect.scheme === undefined && colon !== -1 ? authority.slice(colon + 1) : '';
  const port = redirect.port === undefined ? kept : String(redirect.port);
  const isDefault = port === '' || port === (scheme === 'https' ? '443' : '80');
  return `${scheme}://${isDefault ? host : `${host}:${port}`}${target}`;
}
