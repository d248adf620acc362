import { describe, expect, it } from 'vitest';
import { type AdminRequest, refusalOf } from '../../../../src/proxy/admin/admin-guard.ts';

const request = (changes: Partial<AdminRequest>): AdminRequest => ({
  method: 'GET',
  host: '127.0.0.1:9901',
  origin: undefined,
  fetchSite: undefined,
  authorization: undefined,
  ...changes,
});
const open = { token: undefined, allowedHosts: ['ops.example'] };
const status = (changes: Partial<AdminRequest>, access: Parameters<typeof refusalOf>[1] = open) =>
  refusalOf(request(changes), access, false)?.status;

describe('the admin listener', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3:9901',
    'localhost:1',
    'LOCALHOST',
    '[::1]:9901',
    '[fe80::1]',
    'Ops.Example:80',
  ])('answers to the host %s', (host) => expect(status({ host })).toBeUndefined());

  it.each([
    'evil.example',
    'localhost.evil.example',
    'ops.example.evil',
    '',
    '127.0.0.1.nip.io',
    '[evil]',
    'a:b:c',
    undefined,
  ])('refuses the host %s, which a page could have made to lead here', (host) =>
    expect(status({ host })).toBe(421),
  );

  it('refuses pages of another origin, and lets those of its own pass', () => {
    expect(status({ origin: 'http://evil.example' })).toBe(403);
    expect(status({ origin: 'null' })).toBe(403);
    expect(status({ origin: 'http://127.0.0.1:9999' })).toBe(403);
    expect(status({ fetchSite: 'cross-site' })).toBe(403);
    expect(status({ fetchSite: 'same-site' })).toBe(403);
    expect(status({ origin: 'http://127.0.0.1:9901', fetchSite: 'same-origin' })).toBeUndefined();
  });

  it('only reads', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) expect(status({ method })).toBe(405);
    expect(status({ method: 'HEAD' })).toBeUndefined();
  });

  it('asks for the whole token, except for probes', () => {
    const guarded = { token: 'abcdefghijklmnop', allowedHosts: [] };
    expect(status({}, guarded)).toBe(401);
    expect(status({ authorization: 'Bearer abcdefghijklmno' }, guarded)).toBe(401);
    expect(status({ authorization: 'Basic abcdefghijklmnop' }, guarded)).toBe(401);
    expect(status({ authorization: 'Bearer abcdefghijklmnop' }, guarded)).toBeUndefined();
    expect(refusalOf(request({}), guarded, true)).toBeUndefined();
    expect(refusalOf(request({ host: 'evil.example' }), guarded, true)?.status).toBe(421);
  });
});
