import { describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../../../src/config/index.ts';
import { readFields } from '../../../../src/proxy/http1/fields.ts';
import { clientOrigin } from '../../../../src/proxy/trust/client-origin.ts';
import { compileTrust } from '../../../../src/proxy/trust/compile-trust.ts';

const proxies = ['10.0.0.0/8', '192.0.2.7', 'fd00::/8'];
const peer = { address: '10.0.0.1', scheme: 'http' } as const;

function origin(lines: string, forwardedBy: 'x-forwarded' | 'forwarded' = 'x-forwarded', from = peer) {
  const config = JSON.stringify({
    version: 'banyan/v1',
    clusters: { monolith: { destinations: [{ address: 'http://127.0.0.1:3000' }] } },
    trust: { proxies, forwardedBy },
  });
  const trust = compileTrust(parseProxyConfig(config, { name: 'proxy.json', environment: {} }));
  const fields = readFields(lines.replaceAll('\n', '\r\n'), 0, 100);
  return clientOrigin(from, fields, trust);
}

/** Chain from the client to the peer, of X-Forwarded-For. */
const chain = (value: string) => origin(`X-Forwarded-For: ${value}\n`).chain.join(' ');

describe('the client of a trusted peer', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9 10.0.0.1'],
    ['203.0.113.9, 10.2.3.4', '203.0.113.9 10.2.3.4 10.0.0.1'],
    ['203.0.113.9, 192.0.2.7, fd00::5', '203.0.113.9 192.0.2.7 fd00::5 10.0.0.1'],
    // A client wrote the left part; nobody who is trusted saw it.
    ['6.6.6.6, 203.0.113.9', '203.0.113.9 10.0.0.1'],
    ['10.6.6.6, 203.0.113.9, 10.2.3.4', '203.0.113.9 10.2.3.4 10.0.0.1'],
    // Everybody is trusted: the leftmost is the client.
    ['10.9.9.9, 10.2.3.4', '10.9.9.9 10.2.3.4 10.0.0.1'],
    ['203.0.113.9:4711', '203.0.113.9 10.0.0.1'],
    ['2001:DB8::9', '2001:db8::9 10.0.0.1'],
    ['[2001:db8::9]', '2001:db8::9 10.0.0.1'],
    ['[2001:db8::9]:4711', '2001:db8::9 10.0.0.1'],
    ['::ffff:203.0.113.9', '203.0.113.9 10.0.0.1'],
    ['  203.0.113.9\t', '203.0.113.9 10.0.0.1'],
    // The hop that wrote what is no address stands for its client.
    ['203.0.113.9, unknown', '10.0.0.1'],
    ['203.0.113.9, _hidden, 10.2.3.4', '10.2.3.4 10.0.0.1'],
    ['203.0.113.9, , 10.2.3.4', '10.2.3.4 10.0.0.1'],
    ['fe80::1%eth0', '10.0.0.1'],
    ['999.1.1.1', '10.0.0.1'],
    ['203.0.113.9:port', '10.0.0.1'],
    ['"203.0.113.9"', '10.0.0.1'],
    ['', '10.0.0.1'],
  ])('X-Forwarded-For %s is %s', (value, expected) => {
    expect(chain(value)).toBe(expected);
    expect(origin(`X-Forwarded-For: ${value}\n`).address).toBe(expected.split(' ')[0]);
  });

  it('is the peer where the proxy says nothing', () => {
    expect(origin('Host: a\n')).toEqual({
      address: '10.0.0.1',
      scheme: 'http',
      host: undefined,
      port: undefined,
      chain: ['10.0.0.1'],
    });
  });

  it('is read from all fields of one name, in their order', () => {
    expect(origin('X-Forwarded-For: 6.6.6.6\nX-Forwarded-For: 203.0.113.9\n').address).toBe('203.0.113.9');
  });

  it('asked by the scheme, host and port that the proxy says', () => {
    const said = (lines: string) => {
      const { scheme, host, port } = origin(`X-Forwarded-For: 203.0.113.9, 10.2.3.4\n${lines}`);
      return [scheme, host, port];
    };
    expect(
      said('X-Forwarded-Proto: https\nX-Forwarded-Host: shop.test:8443\nX-Forwarded-Port: 8443\n'),
    ).toEqual(['https', 'shop.test:8443', '8443']);
    expect(said('X-Forwarded-Proto: HTTPS , http\n')[0]).toBe('https');
    // One value per hop, and one more that the client had sent.
    expect(said('X-Forwarded-Proto: http, https, http\n')[0]).toBe('https');
    expect(said('X-Forwarded-Host: evil.test, shop.test, inner.test\n')[1]).toBe('shop.test');
    for (const lines of ['X-Forwarded-Proto: gopher\n', 'X-Forwarded-Proto: \n'])
      expect(said(lines)[0]).toBe('http');
    for (const host of ['a b', 'a/b', '<script>', '@', 'a:123456', '[::'])
      expect(said(`X-Forwarded-Host: ${host}\n`)[1], host).toBeUndefined();
    for (const port of ['x', '65536', '-1', ''])
      expect(said(`X-Forwarded-Port: ${port}\n`)[2]).toBeUndefined();
  });
});

describe('Forwarded, where that is what the proxies write', () => {
  it.each([
    ['for=203.0.113.9', '203.0.113.9', 'http', undefined],
    ['For="203.0.113.9:4711";Proto=https;Host=shop.test', '203.0.113.9', 'https', 'shop.test'],
    ['for="[2001:db8::9]:4711";proto=https, for=10.2.3.4;proto=http', '2001:db8::9', 'https', undefined],
    [
      'for=6.6.6.6, for=203.0.113.9;host="shop.test:80", for=10.2.3.4;host=inner',
      '203.0.113.9',
      'http',
      'shop.test:80',
    ],
    ['for=203.0.113.9, for=unknown', '10.0.0.1', 'http', undefined],
    ['for=203.0.113.9, for=_secret', '10.0.0.1', 'http', undefined],
    ['for="203.0.113.9\\"', '10.0.0.1', 'http', undefined],
    ['for=203.0.113.9;for=6.6.6.6', '10.0.0.1', 'http', undefined],
    ['for="1.1.1.1, for=2.2.2.2"', '10.0.0.1', 'http', undefined],
    ['proto=https', '10.0.0.1', 'http', undefined],
    ['garbage', '10.0.0.1', 'http', undefined],
  ])('%s', (value, address, scheme, host) => {
    expect(origin(`Forwarded: ${value}\n`, 'forwarded')).toMatchObject({ address, scheme, host });
  });

  it('is the only one that is believed', () => {
    const lines = 'X-Forwarded-For: 6.6.6.6\nX-Forwarded-Proto: https\nForwarded: for=203.0.113.9\n';
    expect(origin(lines, 'forwarded')).toMatchObject({ address: '203.0.113.9', scheme: 'http' });
    expect(origin(lines, 'x-forwarded')).toMatchObject({ address: '6.6.6.6', scheme: 'https' });
  });
});
