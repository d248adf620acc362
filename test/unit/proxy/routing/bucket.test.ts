import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketKey, bucketPoint, murmur3 } from '../../../../src/proxy/routing/bucket.ts';

const request = (headers: Record<string, string>, clientAddress = '192.0.2.1') => ({
  header: (name: string) => headers[name],
  clientAddress,
});

describe('murmur3', () => {
  it.each([
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['', 0xffffffff, 0x81f16f39],
    ['a', 0x9747b28c, 0x7fa09ea6],
    ['aa', 0x9747b28c, 0x5d211726],
    ['aaa', 0x9747b28c, 0x283e0130],
    ['aaaa', 0x9747b28c, 0x5a97808a],
    ['abc', 0x9747b28c, 0xc84a62dd],
    ['test', 0, 0xba6bd213],
    ['Hello, world!', 0x9747b28c, 0x24884cba],
    ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ])('hashes %j with seed %i as published', (text, seed, hash) => {
    expect(murmur3(Buffer.from(text), seed)).toBe(hash);
  });

  it('hashes bytes above 127 as published', () => {
    expect(murmur3(Uint8Array.of(0xff, 0xff, 0xff, 0xff), 0)).toBe(0x76293b50);
    expect(murmur3(Uint8Array.of(0x21, 0x43, 0x65, 0x87), 0)).toBe(0xf55b516b);
    expect(murmur3(Uint8Array.of(0x21, 0x43, 0x65), 0)).toBe(0x7e4a8634);
  });

  it("passes SMHasher's verification of every length from 0 to 255", () => {
    const hashes = Buffer.alloc(1024);
    const key = Uint8Array.from({ length: 256 }, (_, index) => index);
    for (let length = 0; length < 256; length++)
      hashes.writeUInt32LE(murmur3(key.subarray(0, length), 256 - length), length * 4);
    expect(murmur3(hashes, 0)).toBe(0xb0f57ee3);
  });
});

describe('bucketPoint', () => {
  it('keeps whoever is in a small canary in every larger one', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(100), fc.nat(100), (salt, key, a, b) => {
        const point = bucketPoint(salt, key);
        expect(point).toBeGreaterThanOrEqual(0);
        expect(point).toBeLessThan(100);
        if (point < Math.min(a, b)) expect(point).toBeLessThan(Math.max(a, b));
        expect(bucketPoint(salt, key)).toBe(point);
      }),
      { seed: 1 },
    );
  });

  it.each([1, 5, 25, 50])('takes %i percent of the clients, within three standard deviations', (percent) => {
    const clients = 20_000;
    const inside = Array.from({ length: clients }, (_, id) => bucketPoint('orders', `user-${id}`)).filter(
      (point) => point < percent,
    ).length;
    const share = percent / 100;
    const deviation = Math.sqrt(clients * share * (1 - share));
    expect(Math.abs(inside - clients * share)).toBeLessThan(3 * deviation);
  });

  it('gives another order of clients for another salt', () => {
    const early = (salt: string) =>
      Array.from({ length: 200 }, (_, id) => id).filter((id) => bucketPoint(salt, `user-${id}`) < 50);
    expect(early('orders')).not.toEqual(early('catalog'));
  });
});

describe('bucketKey', () => {
  const bucket = { salt: 's', by: [{ cookie: 'sid' }, { header: 'Authorization' }] };

  it('takes the first source that the request has', () => {
    expect(bucketKey(bucket, request({ cookie: 'a=1; sid=abc', authorization: 'Bearer x' }))).toBe('abc');
    expect(bucketKey(bucket, request({ cookie: 'a=1', authorization: 'Bearer x' }))).toBe('Bearer x');
    expect(bucketKey(bucket, request({ cookie: 'sid=' }))).toBe('192.0.2.1');
    expect(bucketKey(bucket, request({}))).toBe('192.0.2.1');
  });

  it('reads a cookie by its exact name, without quotes, the first of several', () => {
    expect(bucketKey(bucket, request({ cookie: 'xsid=1; SID=2; sid="3"; sid=4' }))).toBe('3');
  });
});
