import { isIP } from 'node:net';
import type { Beginning } from '../first-bytes.ts';

/** Who began a connection, as the load balancer in front says. */
export interface AnnouncedClient {
  /** Undefined where it speaks for itself (health checks), or of what is no TCP. */
  readonly address: string | undefined;
  /** It has ended TLS. */
  readonly isSecure: boolean;
}

const ITSELF: AnnouncedClient = { address: undefined, isSecure: false };
/** Of version 1, line end included. */
const MAX_LINE_BYTES = 107;
const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
const FIXED_BYTES = 16;
/** Of version 2, behind its fixed part: more than any load balancer has to say. */
const MAX_REST_BYTES = 4096;
const TCP4 = 0x11;
const TCP6 = 0x21;
const SSL_TYPE = 0x20;
const CLIENT_SSL = 0x01;

/**
 * Reads a PROXY protocol header of version 1 or 2 (https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt): who is behind the load balancer that has
 * begun this connection. Undefined while it is not complete; `invalid` for anything else. Linear in its length.
 */
export function readProxyHeader(seen: Buffer): Beginning<AnnouncedClient | 'invalid'> | undefined {
  const common = Math.min(seen.length, SIGNATURE.length);
  return seen.compare(SIGNATURE, 0, common, 0, common) === 0 ? readBinary(seen) : readLine(seen);
}

const INVALID = { meaning: 'invalid', length: 0 } as const;

function readLine(seen: Buffer): Beginning<AnnouncedClient | 'invalid'> | undefined {
  const start = seen.toString('latin1', 0, MAX_LINE_BYTES);
  if (!start.startsWith('PROXY '.slice(0, start.length))) return INVALID;
  const end = start.indexOf('\r\n');
  if (end < 0) return start.length < MAX_LINE_BYTES ? undefined : INVALID;
  const length = end + 2;
  const [, protocol, address, , ...ports] = start.slice(0, end).split(' ');
  if (protocol === 'UNKNOWN') return { meaning: ITSELF, length };
  const family = protocol === 'TCP4' ? 4 : protocol === 'TCP6' ? 6 : 0;
  const arePorts = ports.length === 2 && ports.every((port) => /^\d{1,5}$/.test(port));
  if (family === 0 || address === undefined || isIP(address) !== family || !arePorts) return INVALID;
  return { meaning: { address, isSecure: false }, length };
}

function readBinary(seen: Buffer): Beginning<AnnouncedClient | 'invalid'> | undefined {
  if (seen.length < FIXED_BYTES) return undefined;
  const versionAndCommand = seen.readUInt8(12);
  const restBytes = seen.readUInt16BE(14);
  if (restBytes > MAX_REST_BYTES || versionAndCommand >> 4 !== 2) return INVALID;
  const length = FIXED_BYTES + restBytes;
  if (seen.length < length) return undefined;
  const command = versionAndCommand & 0xf;
  if (command === 0) return { meaning: ITSELF, length };
  if (command !== 1) return INVALID;
  const rest = seen.subarray(FIXED_BYTES, length);
  const family = seen.readUInt8(13);
  if (family !== TCP4 && family !== TCP6) return { meaning: ITSELF, length };
  const addressBytes = family === TCP4 ? 4 : 16;
  const headBytes = 2 * addressBytes + 4;
  if (rest.length < headBytes) return INVALID;
  const isSecure = saysTls(rest.subarray(headBytes));
  return { meaning: { address: addressText(rest.subarray(0, addressBytes)), isSecure }, length };
}

/** Whether one of the additions (type, length, value) says that the client came over TLS. */
function saysTls(additions: Buffer): boolean {
  for (let at = 0; at + 3 <= additions.length; at += 3 + additions.readUInt16BE(at + 1)) {
    const flags = additions[at + 3];
    if (additions[at] === SSL_TYPE && flags !== undefined) return (flags & CLIENT_SSL) !== 0;
  }
  return false;
}

function addressText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(2 * index).toString(16));
  const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  return mapped
    ? bytes.subarray(12).join('.')
    : new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
