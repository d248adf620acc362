import { isIPv4, isIPv6 } from 'node:net';

/** Addresses with a common beginning; a single address has all of its bits in common. */
export interface IpRange {
  readonly address: string;
  readonly prefixBits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** A range as it is written, `10.0.0.0/8`, `::1` or `fd00::/8`; undefined where it is none. RFC 4632 section 3.1, RFC 4291 section 2.3. */
export function ipRange(text: string): IpRange | undefined {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) && !address.includes('%') ? 'ipv6' : undefined;
  const maxBits = family === 'ipv4' ? 32 : 128;
  const prefixBits = bits === undefined ? maxBits : Number(bits);
  return family === undefined || prefixBits > maxBits ? undefined : { address, prefixBits, family };
}
