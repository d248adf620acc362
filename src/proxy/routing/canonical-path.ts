import { isIPv6 } from 'node:net';
import { type SegmentProblem, segmentProblem } from '../../config/path-segment.ts';
import type { PathPolicy } from '../snapshot.ts';

/**
 * A request target with one meaning: the path that decides the route is the path that is forwarded, byte for byte.
 *
 * `path` is `*` for asterisk-form (which belongs to OPTIONS alone), else it starts with `/`. `query` is the rest from the
 * first `?` on, empty without one; path and query together are what is forwarded. `host` is the authority of absolute-form,
 * which replaces the Host header (RFC 9112 section 3.2.2), undefined in the other forms.
 */
export type CanonicalTarget =
  | {
      readonly ok: true;
      readonly path: string;
      readonly query: string;
      readonly host: string | undefined;
    }
  | { readonly ok: false; readonly reason: TargetProblem };

/** Why a target has no canonical path; the answer is 400, for `too-long` 414. */
export type TargetProblem =
  | SegmentProblem
  | 'too-long'
  | 'not-a-path'
  | 'forbidden-character'
  | 'fragment'
  | 'backslash'
  | 'empty-segment'
  | 'unsupported-scheme'
  | 'userinfo'
  | 'invalid-authority';

const maxTargetLength = 8192;
const anythingButPrintableAscii = /[^\x21-\x7e]/;
const absoluteForm = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?]*)(.*)$/;
const authority = /^(?:[A-Za-z0-9._~-]{1,253}|\[([0-9A-Fa-f:.]{2,45})\])(?::([0-9]{1,5}))?$/;

const strict: PathPolicy = { ambiguousPaths: 'refuse', encodedSlashes: 'refuse' };

/**
 * The canonical form of a request target (RFC 9112 section 3.2), or why it has none.
 *
 * Refused is what two readers could read as two paths: characters outside printable ASCII, `#`, `\`, `//`, `.` and `..`
 * segments in any spelling, escapes that are broken, overlong or not UTF-8, and escaped `/`, `\` and control characters.
 * Accepted paths are never rewritten, unless the policy is to normalise: then `\\` is `/`, escaped letters, digits and `-._~` are themselves, `//` is `/`,
 * and dot segments are resolved (RFC 3986 sections 6.2.2.2 and 5.2.4), before anything else is looked at. The query stays as it is. CONNECT's
 * authority-form is `not-a-path`. O(length) time.
 */
export function canonicalPath(target: string, policy: PathPolicy = strict, method = 'GET'): CanonicalTarget {
  if (target.length > maxTargetLength) return refuse('too-long');
  if (anythingButPrintableAscii.test(target)) return refuse('forbidden-character');
  if (target.includes('#')) return refuse('fragment');
  if (target === '*') return { ok: true, path: '*', query: '', host: undefined };
  if (target.startsWith('/')) return originForm(target, undefined, policy);
  const [, scheme, host, rest] = absoluteForm.exec(target) ?? [];
  if (scheme === undefined || host === undefined || rest === undefined) return refuse('not-a-path');
  if (!/^https?$/i.test(scheme)) return refuse('unsupported-scheme');
  if (host.includes('@')) return refuse('userinfo');
  if (!isAuthority(host)) return refuse('invalid-authority');
  // RFC 9112 section 3.2.4: so an OPTIONS asks for the server as a whole.
  if (rest === '' && method === 'OPTIONS') return { ok: true, path: '*', query: '', host };
  // RFC 9110 section 4.2.3: an empty path is the root.
  return originForm(rest.startsWith('/') ? rest : `/${rest}`, host, policy);
}

function isAuthority(text: string): boolean {
  const [whole, address, port] = authority.exec(text) ?? [];
  return whole !== undefined && (address === undefined || isIPv6(address)) && Number(port ?? 0) <= 65_535;
}

function originForm(target: string, host: string | undefined, policy: PathPolicy): CanonicalTarget {
  const mark = target.indexOf('?');
  const written = mark === -1 ? target : target.slice(0, mark);
  const path = policy.ambiguousPaths === 'normalise' ? normalised(written) : written;
  const problem = pathProblem(path, policy);
  if (problem !== undefined) return refuse(problem);
  return { ok: true, path, query: target.slice(written.length), host };
}

function pathProblem(path: string, { encodedSlashes }: PathPolicy): TargetProblem | undefined {
  if (path.includes('\\')) return 'backslash';
  if (path.includes('//')) return 'empty-segment';
  // Only an escape or a segment that starts with a dot can make a segment ambiguous.
  if (!path.includes('%') && !path.includes('/.')) return undefined;
  for (const segment of path.slice(1).split('/')) {
    const problem = segmentProblem(segment, encodedSlashes);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const escapedUnreserved = /%(?:2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/gi;

function normalised(path: string): string {
  if (!/[\\%]|\/[./]/.test(path)) return path;
  // Decoding around a broken escape could make a whole one of it.
  if (path.replace(/%[0-9A-Fa-f]{2}/g, '').includes('%')) return path;
  const plain = path
    .replaceAll('\\', '/')
    .replace(escapedUnreserved, (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16)))
    .replace(/\/{2,}/g, '/');
  const kept: string[] = [];
  const segments = plain.slice(1).split('/');
  for (const [index, segment] of segments.entries()) {
    const isDot = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!isDot) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

function refuse(reason: TargetProblem): CanonicalTarget {
  return { ok: false, reason };
}
