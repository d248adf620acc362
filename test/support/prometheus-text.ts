export interface ParsedFamily {
  readonly kind: string;
  readonly help: string;
  /** By the text of name and labels, as written. */
  readonly samples: Map<string, number>;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"`;
const SAMPLE = new RegExp(String.raw`^(${NAME})(?:\{(${LABEL}(?:,${LABEL})*)\})? ([-+.0-9eInfNa]+)$`);

/**
 * Reads the Prometheus text format 0.0.4 and throws on whatever a strict reader may refuse: a sample without HELP and TYPE before it, a family in two
 * places, a series twice, buckets that do not add up, counters that are negative or not called `_total`.
 */
export function parsePrometheusText(text: string): Map<string, ParsedFamily> {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, ParsedFamily>();
  let current: { name: string; family: ParsedFamily } | undefined;
  const lines = text.split('\n').slice(0, -1);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const help = /^# HELP ([^ ]+) (.+)$/.exec(line);
    if (help) {
      const [, name = '', words = ''] = help;
      const type = /^# TYPE ([^ ]+) (counter|gauge|histogram)$/.exec(lines[++index] ?? '');
      if (type?.[1] !== name) throw new Error(`no TYPE behind the HELP of ${name}`);
      if (families.has(name)) throw new Error(`${name} stands in two places`);
      const kind = type[2] ?? '';
      if (kind === 'counter' && !name.endsWith('_total')) throw new Error(`${name} is a counter`);
      current = { name, family: { kind, help: words, samples: new Map() } };
      families.set(name, current.family);
      continue;
    }
    const [, name = '', labels = '', written = ''] = SAMPLE.exec(line) ?? [];
    if (name === '') throw new Error(`not a sample: ${line}`);
    if (current === undefined || !belongs(name, current.name, current.family.kind))
      throw new Error(`${name} has no family here`);
    const value = written === '+Inf' ? Infinity : Number(written);
    if (Number.isNaN(value)) throw new Error(`not a number: ${line}`);
    if (current.family.kind !== 'gauge' && value < 0) throw new Error(`negative: ${line}`);
    const labelNames = labels.match(/[a-zA-Z_][a-zA-Z0-9_]*(?==")/g) ?? [];
    if (new Set(labelNames).size < labelNames.length && !labels.includes('\\'))
      throw new Error(`a label twice: ${line}`);
    const key = labels === '' ? name : `${name}{${labels}}`;
    if (current.family.samples.has(key)) throw new Error(`a series twice: ${line}`);
    current.family.samples.set(key, value);
  }
  for (const [name, { kind, samples }] of families) {
    if (samples.size === 0) throw new Error(`${name} has no samples`);
    if (kind === 'histogram') checkHistogram(name, samples);
  }
  return families;
}

function belongs(sample: string, family: string, kind: string): boolean {
  if (kind !== 'histogram') return sample === family;
  return ['_bucket', '_sum', '_count'].some((ending) => sample === family + ending);
}

function checkHistogram(name: string, samples: ReadonlyMap<string, number>): void {
  const buckets = new Map<string, { le: number; count: number }[]>();
  for (const [key, count] of samples) {
    const found = /^(.*)_bucket\{(?:(.*),)?le="([^"]+)"\}$/.exec(key);
    if (!found) continue;
    const [, , labels = '', le = ''] = found;
    const list = buckets.get(labels) ?? [];
    buckets.set(labels, [...list, { le: le === '+Inf' ? Infinity : Number(le), count }]);
  }
  for (const [labels, list] of buckets) {
    for (const [index, { le, count }] of list.entries()) {
      const before = list[index - 1];
      if (before && (le <= before.le || count < before.count))
        throw new Error(`buckets of ${name}{${labels}} are not cumulative`);
    }
    const braced = labels === '' ? '' : `{${labels}}`;
    if (list.at(-1)?.le !== Infinity) throw new Error(`${name}${braced} has no last bucket`);
    if (samples.get(`${name}_count${braced}`) !== list.at(-1)?.count)
      throw new Error(`${name}${braced}: the last bucket is not the count`);
    if (!samples.has(`${name}_sum${braced}`)) throw new Error(`${name}${braced} has no sum`);
  }
}
