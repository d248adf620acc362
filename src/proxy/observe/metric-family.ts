/** Metrics as plain data: they go from process to process, are summed there, and are written out by `exposition.ts`. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly MetricSample[];
}

export interface MetricSample {
  readonly labels: Labels;
  readonly value: number | HistogramValue;
}

/** Values of labels by name, in the order in which they are written. */
export type Labels = Readonly<Record<string, string>>;

export interface HistogramValue {
  /** Upper bounds of the buckets, ascending, in the unit of the metric, without the last one (infinity). */
  readonly bounds: readonly number[];
  /** Observations per bucket, not cumulative; one more than `bounds`. */
  readonly counts: readonly number[];
  readonly sum: number;
}

export function counter(name: string, help: string, samples: readonly MetricSample[]): MetricFamily {
  return { name, help, kind: 'counter', samples };
}

export function gauge(name: string, help: string, samples: readonly MetricSample[]): MetricFamily {
  return { name, help, kind: 'gauge', samples };
}

/** Without series that have observed nothing. */
export function histogram(name: string, help: string, samples: readonly MetricSample[]): MetricFamily {
  const seen = ({ value }: MetricSample): boolean =>
    typeof value !== 'number' && value.counts.some((count) => count > 0);
  return { name, help, kind: 'histogram', samples: samples.filter(seen) };
}

/** The sum of several processes' metrics, family by family and series by series. */
export function mergeFamilies(parts: readonly (readonly MetricFamily[])[]): MetricFamily[] {
  const merged = new Map<string, { family: MetricFamily; samples: Map<string, MetricSample> }>();
  for (const family of parts.flat()) {
    const known = merged.get(family.name) ?? { family, samples: new Map<string, MetricSample>() };
    merged.set(family.name, known);
    for (const sample of family.samples) {
      const key = Object.values(sample.labels).join('\0');
      const other = known.samples.get(key);
      known.samples.set(key, other ? { ...sample, value: sum(other.value, sample.value) } : sample);
    }
  }
  return [...merged.values()].map(({ family, samples }) => ({ ...family, samples: [...samples.values()] }));
}

function sum(a: MetricSample['value'], b: MetricSample['value']): MetricSample['value'] {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) + Number(b);
  return { ...a, counts: a.counts.map((count, index) => count + (b.counts[index] ?? 0)), sum: a.sum + b.sum };
}
