/** `1 route`, `2 routes`, `1,024 modules`; pass the plural where it is irregular. */
export function countOf(number: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : plural}`;
}

/** An integer with commas between thousands, whatever the locale. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
