import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

const codings: Readonly<
  Record<string, (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>>
> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/**
 * A body with its content codings taken off, the last one first (RFC 9110 section 8.4).
 *
 * Undefined when a coding is unknown or broken, or when more than `maxBytes` would come out: a small body can hold a large one.
 */
export async function decodeBody(
  body: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const names = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  let decoded = body;
  for (const name of names.toReversed()) {
    if (name === '' || name === 'identity') continue;
    const decode = Object.hasOwn(codings, name) ? codings[name] : undefined;
    if (decode === undefined) return undefined;
    try {
      decoded = await decode(decoded, { maxOutputLength: maxBytes });
    } catch {
      return undefined;
    }
  }
  return decoded.length > maxBytes ? undefined : decoded;
}
