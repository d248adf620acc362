/** `a.ts` of the place `a.ts:12`. */
export function fileOf(place: string): string {
  return place.slice(0, place.lastIndexOf(':'));
}

/** `12` of the place `a.ts:12`. */
export function lineOf(place: string): number {
  return Number(place.slice(place.lastIndexOf(':') + 1));
}
