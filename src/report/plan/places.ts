/** Places by file: `a.ts:3, 12` for `a.ts:3` and `a.ts:12`; in order of first appearance. */
export function placesInFiles(places: readonly string[]): string[] {
  const lines = new Map<string, string[]>();
  for (const place of places) {
    const colon = place.lastIndexOf(':');
    const file = place.slice(0, colon);
    const known = lines.get(file);
    if (known) known.push(place.slice(colon + 1));
    else lines.set(file, [place.slice(colon + 1)]);
  }
  return [...lines].map(([file, own]) => `${file}:${[...new Set(own)].join(', ')}`);
}
