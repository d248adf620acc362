import { resolveColors, seriesColor } from '../../shell/resolve-color.ts';

/** The colours of the theme as the canvas needs them. */
export interface MapColors {
  readonly ground: string;
  readonly ink: string;
  readonly quiet: string;
  readonly accent: string;
  /** Of the modules of a context. */
  readonly dot: (context: number) => string;
  /** Of a closed context, under its name. */
  readonly fill: (context: number) => string;
}

export function mapColors(contexts: number): MapColors {
  const base = resolveColors({
    ground: 'var(--ground)',
    ink: 'var(--ink)',
    quiet: 'var(--ink-quiet)',
    accent: 'var(--accent)',
  });
  const series = resolveColors(
    Object.fromEntries(Array.from({ length: contexts }, (_, index) => [`c${index}`, seriesColor(index)])),
  );
  const dot = (context: number) => series[`c${context}`] ?? base.quiet;
  return { ...base, dot, fill: (context) => mixed(dot(context), base.ground, 0.36) };
}

/** `share` of one colour and the rest of another; both `rgb(…)`. */
export function mixed(color: string, other: string, share: number): string {
  const [a, b] = [channels(color), channels(other)];
  return `rgb(${a.map((value, index) => Math.round(value * share + (b[index] ?? 0) * (1 - share))).join(', ')})`;
}

/** A colour that lets what is behind it through, as WebGL wants it here: what it adds, and how much it covers. */
export function veiled(color: string, opacity: number): string {
  return `rgba(${channels(color)
    .map((value) => Math.round(value * opacity))
    .join(', ')}, ${opacity})`;
}

/** The same for a canvas and for styles. */
export function faded(color: string, opacity: number): string {
  return `rgba(${channels(color).join(', ')}, ${opacity})`;
}

const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
