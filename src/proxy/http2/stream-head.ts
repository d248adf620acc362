import type { HeadLimits } from '../http1/head-buffer.ts';
import { readFields } from '../http1/fields.ts';
import { MessageError } from '../http1/message-error.ts';
import { isTarget, refuseMethod, requestHeadOf, type RequestHead } from '../http1/request-head.ts';
import { isOneLine, pairsOf } from './header-lines.ts';

/** RFC 9113 section 8.2.2: an endpoint that generates one is broken, or wants to be understood differently further on. */
const CONNECTION_SPECIFIC = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The head of an HTTP/2 request as one of HTTP/1.1: written as the lines that would have said it, and read by the same reader, so that
 * nothing passes that would not have passed there (RFC 9113 sections 8.2 and 8.3).
 *
 * - `:authority` becomes Host; a Host that differs from it is refused, and so is a request with neither.
 * - `:path` starts with a slash, or is `*`: absolute forms belong to HTTP/1.1, where they name the host.
 * - Crumbs of Cookie are joined (section 8.2.3). Connection-specific fields, TE but for `trailers`, CONNECT are refused.
 * - Without a length the body is framed by its stream; with one, a stream that has already ended must not owe any.
 *
 * Throws a `MessageError`. `rawHeaders`: names and values in turn. Linear in their length.
 */
export function readStreamHead(
  rawHeaders: readonly string[],
  isComplete: boolean,
  limits: HeadLimits,
): RequestHead {
  const { pseudo, lines, cookies } = sortHeaders(rawHeaders);
  const { method, target } = readPseudoFields(pseudo, limits);
  const authority = pseudo.get(':authority');
  const hostLine = authority === undefined ? '' : `host: ${authority}\r\n`;
  const cookieLine = cookies.length === 0 ? '' : `cookie: ${cookies.join('; ')}\r\n`;
  const text = hostLine + lines + cookieLine;
  if (text.length > limits.maxHeadBytes) throw new MessageError(431, 'head-too-long');
  const fields = readFields(text, 0, limits.maxHeaderCount);
  const head = requestHeadOf({ method, target, minorVersion: 1 }, fields);
  if (head.framing.kind === 'none') {
    if (isComplete) return head;
    const expectsContinue = fields.structural('expect').length > 0;
    return { ...head, framing: { kind: 'chunked' }, expectsContinue };
  }
  if (isComplete && head.framing.kind === 'length' && head.framing.bytes > 0)
    throw new MessageError(400, 'body-shorter-than-length');
  return head;
}

function sortHeaders(rawHeaders: readonly string[]) {
  const pseudo = new Map<string, string>();
  const cookies: string[] = [];
  let host: string | undefined;
  let lines = '';
  for (const [name, value] of pairsOf(rawHeaders)) {
    if (name.startsWith(':')) {
      if (pseudo.has(name)) throw new MessageError(400, 'repeated-pseudo-field');
      pseudo.set(name, value);
      continue;
    }
    if (!isOneLine(name, value)) throw new MessageError(400, 'bad-field');
    if (CONNECTION_SPECIFIC.has(name) || (name === 'te' && value.toLowerCase() !== 'trailers'))
      throw new MessageError(400, 'connection-specific-field');
    if (name === 'cookie') cookies.push(value);
    else if (name !== 'host') lines += `${name}: ${value}\r\n`;
    else if (host === undefined) host = value;
    else throw new MessageError(400, 'several-hosts');
  }
  const authority = pseudo.get(':authority');
  if (authority === undefined) {
    if (host !== undefined) pseudo.set(':authority', host);
  } else if (host !== undefined && host.toLowerCase() !== authority.toLowerCase()) {
    throw new MessageError(400, 'host-differs-from-authority');
  }
  return { pseudo, lines, cookies };
}

function readPseudoFields(
  pseudo: ReadonlyMap<string, string>,
  limits: HeadLimits,
): { method: string; target: string } {
  for (const [name, value] of pseudo) {
    if (!isOneLine(name.slice(1), value)) throw new MessageError(400, 'bad-field');
    if (name !== ':method' && name !== ':path' && name !== ':scheme' && name !== ':authority')
      throw new MessageError(400, 'unknown-pseudo-field');
  }
  const method = pseudo.get(':method') ?? '';
  refuseMethod(method);
  const scheme = pseudo.get(':scheme');
  if (scheme !== 'http' && scheme !== 'https') throw new MessageError(400, 'bad-scheme');
  const target = pseudo.get(':path') ?? '';
  if (target.length > limits.maxLineBytes) throw new MessageError(414, 'request-line-too-long');
  if (!isTarget(target) || !(target === '*' || target.startsWith('/')))
    throw new MessageError(400, 'bad-request-target');
  return { method, target };
}
