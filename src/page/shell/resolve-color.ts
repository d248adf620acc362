/** How many `--series-n` the theme has. */
const seriesCount = 12;

/** Colour n of a series, for styles; after the last the first comes again. */
export function seriesColor(index: number): string {
  return `var(--series-${((index % seriesCount) + seriesCount) % seriesCount})`;
}

/** What a colour of the theme is now, as `rgb(…)`, for a canvas; `var(--ink)` gives that of light or dark. */
export function resolveColors<Name extends string>(
  colors: Readonly<Record<Name, string>>,
): Record<Name, string> {
  const probe = document.createElement('span');
  document.body.append(probe);
  const resolved = Object.entries<string>(colors).map(([name, color]) => {
    probe.style.color = color;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(resolved) as Record<Name, string>;
}
