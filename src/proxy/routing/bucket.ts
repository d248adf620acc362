import type { Bucket } from '../snapshot.ts';
import { cookieValue } from './cookie-value.ts';

/** What of a request decides its bucket; `header` takes a lower-case name and returns the values joined as one. */
export interface BucketRequest {
  header(name: string): string | undefined;
  readonly clientAddress: string;
}

/** The value that identifies the client: the first source of the bucket that the request has, else the client's address. */
export function bucketKey(bucket: Pick<Bucket, 'by'>, request: BucketRequest): string {
  for (const source of bucket.by) {
    const value =
      'header' in source
        ? request.header(source.header.toLowerCase())
        : cookieValue(request.header('cookie'), source.cookie);
    if (value) return value;
  }
  return request.clientAddress;
}

/**
 * Where a key falls, 0 (included) to 100 (excluded): uniform over keys, the same in every process and after every restart.
 *
 * A key is in a canary of p percent if its point is below p. So whoever is in at 5 % is still in at 25 %, 0 takes nobody and 100
 * everybody. Another salt gives another order of clients.
 */
export function bucketPoint(salt: string, key: string): number {
  return (murmur3(Buffer.from(key), murmur3(Buffer.from(salt), 0)) / 2 ** 32) * 100;
}

/** MurmurHash3, x86, 32 bits (A. Appleby, 2008); an unsigned number. */
export function murmur3(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.length & ~3;
  let hash = seed | 0;
  for (let offset = 0; offset < tail; offset += 4) {
    hash ^= scramble(view.getUint32(offset, true));
    hash = (Math.imul(rotateLeft(hash, 13), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let offset = bytes.length - 1; offset >= tail; offset--) rest = (rest << 8) | view.getUint8(offset);
  if (tail < bytes.length) hash ^= scramble(rest);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(block: number): number {
  return Math.imul(rotateLeft(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
