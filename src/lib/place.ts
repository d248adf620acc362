/** `a.ts` of the place `a.ts:12`. */
export function fileOf(place: string): string {
  return place.slice(0, place.lastIndexOf(':'));
}
