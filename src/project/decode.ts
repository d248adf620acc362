/** A file's text, or why its bytes are not text. */
export type Decoded = { readonly text: string; readonly isLossy: boolean } | 'binary';

/** Decodes by byte order mark: UTF-16 in either order, else UTF-8; bytes with many NULs are not source text. */
export function decodeSource(bytes: Buffer): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes.subarray(2));
  const text = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const decoded = text.toString('utf8');
  const isLossy = decoded.includes('\uFFFD');
  const nuls = text.includes(0) ? decoded.split('\0').length - 1 : 0;
  // A single one in a string is written by mistake; what holds many of them, or other bytes that are no text, is none.
  return nuls > 0 && (isLossy || nuls * 200 > text.length) ? 'binary' : { text: decoded, isLossy };
}

function decodeAs(encoding: 'utf-16le' | 'utf-16be', bytes: Buffer): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) return 'binary';
  return { text, isLossy: text.includes('\uFFFD') };
}
