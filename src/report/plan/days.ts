/** `3 to 12 days`; halves only where the numbers are small, one number where both are. */
export function days(
  { lowDays, highDays }: { readonly lowDays: number; readonly highDays: number },
  unit = ' days',
): string {
  const [low, high] = [rough(lowDays), rough(highDays)];
  return `${low === high ? low : `${low} to ${high}`}${unit}`;
}

function rough(value: number): string {
  return String(value >= 3 ? Math.round(value) : Math.max(0.5, Math.round(value * 2) / 2));
}
