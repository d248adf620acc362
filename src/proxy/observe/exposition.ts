import type { HistogramValue, Labels, MetricFamily } from './metric-family.ts';

/** The media type of `renderExposition`. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Metrics in the Prometheus text format 0.0.4; families in the given order, without those that have no series. */
export function renderExposition(families: readonly MetricFamily[]): string {
  let text = '';
  for (const { name, help, kind, samples } of families) {
    if (samples.length === 0) continue;
    text += `# HELP ${name} ${escapedHelp(help)}\n# TYPE ${name} ${kind}\n`;
    for (const { labels, value } of samples) {
      text +=
        typeof value === 'number' ? `${name}${braced(labels)} ${value}\n` : histogram(name, labels, value);
    }
  }
  return text;
}

function histogram(name: string, labels: Labels, { bounds, counts, sum }: HistogramValue): string {
  let text = '';
  let below = 0;
  for (const [index, count] of counts.entries()) {
    below += count;
    const le = index < bounds.length ? String(bounds[index]) : '+Inf';
    text += `${name}_bucket${braced({ ...labels, le })} ${below}\n`;
  }
  return `${text}${name}_sum${braced(labels)} ${sum}\n${name}_count${braced(labels)} ${below}\n`;
}

function braced(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapedLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapedHelp(text: string): string {
  return text.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`);
}

function escapedLabel(text: string): string {
  return escapedHelp(text).replaceAll('"', String.raw`\"`);
}
