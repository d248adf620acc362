import { describe, expect, it } from 'vitest';
import { readProxyHeader } from '../../../../src/proxy/trust/proxy-header.ts';

const REQUEST = 'GET / HTTP/1.1\r\n\r\n';
const SIGNATURE = '\r\n\r\n\0\r\nQUIT\n';

/** A header of version 2: command and version, family, and what follows. */
function binary(versionAndCommand: number, family: number, ...rest: number[]): Buffer {
  const head = [versionAndCommand, family, rest.length >> 8, rest.length & 255];
  return Buffer.concat([Buffer.from(SIGNATURE, 'latin1'), Buffer.from([...head, ...rest])]);
}

const FOUR = [192, 0, 2, 7, 10, 0, 0, 1, 0x30, 0x39, 0, 80];
const SIX = [0x20, 0x01, 0x0d, 0xb8, ...Array.from({ length: 11 }, () => 0), 9];
const ports = [0x30, 0x39, 0, 80];

const told = {
  'version 1, TCP4': [Buffer.from('PROXY TCP4 192.0.2.7 10.0.0.1 12345 80\r\n'), '192.0.2.7'],
  'version 1, TCP6': [Buffer.from('PROXY TCP6 2001:db8::9 ::1 12345 80\r\n'), '2001:db8::9'],
  'version 1, of itself': [Buffer.from('PROXY UNKNOWN\r\n'), undefined],
  'version 1, of what is no TCP': [Buffer.from('PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n'), undefined],
  'version 2, TCP4': [binary(0x21, 0x11, ...FOUR), '192.0.2.7'],
  'version 2, TCP6': [binary(0x21, 0x21, ...SIX, ...SIX, ...ports), '2001:db8::9'],
  'version 2, TCP6 of an IPv4 address': [
    binary(0x21, 0x21, ...Array.from({ length: 10 }, () => 0), 255, 255, 192, 0, 2, 7, ...SIX, ...ports),
    '192.0.2.7',
  ],
  'version 2, of itself': [binary(0x20, 0x00), undefined],
  'version 2, of itself, with an address': [binary(0x20, 0x11, ...FOUR), undefined],
  'version 2, of a unix socket': [binary(0x21, 0x31, ...Array.from({ length: 216 }, () => 1)), undefined],
  'version 2, with additions': [binary(0x21, 0x11, ...FOUR, 0xea, 0, 2, 1, 2), '192.0.2.7'],
} as const;

describe('a PROXY header', () => {
  it.each(Object.entries(told))(
    'of %s says who the client is, and where its bytes begin',
    (_, [header, address]) => {
      const seen = Buffer.concat([header, Buffer.from(REQUEST)]);
      expect(readProxyHeader(seen)).toEqual({ meaning: { address, isSecure: false }, length: header.length });
    },
  );

  it.each(Object.entries(told))('of %s is awaited to its last byte', (_, [header]) => {
    for (let length = 0; length < header.length; length++)
      expect(readProxyHeader(header.subarray(0, length))).toBeUndefined();
  });

  it.each([
    [1, true],
    [0, false],
  ])('says whether TLS has ended in front (flags %i)', (flags, isSecure) => {
    const header = binary(0x21, 0x11, ...FOUR, 0x03, 0, 1, 7, 0x20, 0, 5, flags, 0, 0, 0, 0);
    expect(readProxyHeader(header)?.meaning).toEqual({ address: '192.0.2.7', isSecure });
  });

  it.each([
    REQUEST,
    'PROXY TCP4 192.0.2.7 10.0.0.1 12345\r\n',
    'PROXY TCP4 2001:db8::9 ::1 12345 80\r\n',
    'PROXY TCP4 192.0.2.700 10.0.0.1 12345 80\r\n',
    'PROXY TCP6 192.0.2.7 10.0.0.1 12345 80\r\n',
    'PROXY TCP4 192.0.2.7 10.0.0.1 a 80\r\n',
    'PROXY TCP5 192.0.2.7 10.0.0.1 12345 80\r\n',
    'PROXY  TCP4 192.0.2.7 10.0.0.1 12345 80\r\n',
    'proxy TCP4 192.0.2.7 10.0.0.1 12345 80\r\n',
    'PROXY\r\n',
    `PROXY UNKNOWN ${'x'.repeat(100)}\r\n`,
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\x16\x03\x01\x02\x00',
    '\r\n\r\nGET / HTTP/1.1\r\n',
  ])('is none: %j', (text) => {
    expect(readProxyHeader(Buffer.from(text, 'latin1'))).toMatchObject({ meaning: 'invalid' });
  });

  it.each([
    ['another version', binary(0x11, 0x11, ...FOUR)],
    ['another command', binary(0x22, 0x11, ...FOUR)],
    ['too short for its addresses', binary(0x21, 0x11, 1, 2, 3)],
    ['longer than anybody needs', binary(0x21, 0x11, ...Array.from({ length: 4097 }, () => 0))],
  ])('is none: %s', (_, header) => {
    expect(readProxyHeader(header)).toMatchObject({ meaning: 'invalid' });
  });
});
