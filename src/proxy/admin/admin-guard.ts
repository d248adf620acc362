import { timingSafeEqual, createHash } from 'node:crypto';
import { isIP } from 'node:net';

/** What the guard looks at; header values as they came, absent ones undefined. */
export interface AdminRequest {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly authorization: string | undefined;
}

export interface AdminAccess {
  /** Undefined: whoever reaches the listener may read. */
  readonly token: string | undefined;
  /** In lower case; beside localhost and addresses. */
  readonly allowedHosts: readonly string[];
}

export interface Refusal {
  readonly status: 401 | 403 | 405 | 421;
  readonly reason: string;
}

/**
 * Why a request to the admin listener is refused, or undefined.
 *
 * A page in a browser can reach a loopback address under a name of its own (DNS rebinding) or from its own origin: so the Host is an address, which no
 * page can make up, or a name that is allowed; and no other origin is answered.
 */
export function refusalOf(
  request: AdminRequest,
  access: AdminAccess,
  isPublic: boolean,
): Refusal | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, reason: 'only GET and HEAD' };
  if (!isKnownHost(request.host, access.allowedHosts))
    return { status: 421, reason: 'the Host is neither an address nor in admin.allowedHosts' };
  const isForeign = request.origin !== undefined && request.origin !== `http://${request.host ?? ''}`;
  if (isForeign || request.fetchSite === 'cross-site' || request.fetchSite === 'same-site')
    return { status: 403, reason: 'not for pages of another origin' };
  if (isPublic || access.token === undefined) return undefined;
  return isSameText(request.authorization ?? '', `Bearer ${access.token}`)
    ? undefined
    : { status: 401, reason: 'a bearer token is needed' };
}

function isKnownHost(host: string | undefined, allowed: readonly string[]): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)(?::[0-9]{1,5})?$/.exec(host ?? '')?.[1]?.toLowerCase() ?? '';
  return name === 'localhost' || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 || allowed.includes(name);
}

/** In a time that says nothing about where they differ. */
function isSameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
