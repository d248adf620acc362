/** The value of a cookie in a Cookie header, without quotes; the first of several. RFC 6265 section 4.2. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const pair of header.split(';')) {
    const sign = pair.indexOf('=');
    if (sign !== -1 && pair.slice(0, sign).trim() === name)
      return pair
        .slice(sign + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}
