import { describe, expect, it } from 'vitest';
import { renderExposition } from '../../../../src/proxy/observe/exposition.ts';
import { counter, gauge, histogram, mergeFamilies } from '../../../../src/proxy/observe/metric-family.ts';
import { parsePrometheusText } from '../../../support/prometheus-text.ts';

const latency = (counts: number[], sum: number) => ({ bounds: [0.1, 1], counts, sum });

describe('the text of metrics', () => {
  it('is what a strict reader accepts, whatever the labels hold', () => {
    const text = renderExposition([
      counter('a_total', 'Help with \\ and\nline end.', [
        { labels: { path: '/a"b\\c\nd' }, value: 3 },
        { labels: { path: '' }, value: 1e21 },
      ]),
      gauge('b', 'Below zero.', [{ labels: {}, value: -1.5 }]),
      gauge('nothing', 'Has no series.', []),
      histogram('c_seconds', 'Buckets.', [
        { labels: { side: 'x' }, value: latency([1, 2, 3], 4.5) },
        { labels: { side: 'idle' }, value: latency([0, 0, 0], 0) },
      ]),
    ]);
    const families = parsePrometheusText(text);
    expect([...families.keys()]).toEqual(['a_total', 'b', 'c_seconds']);
    expect(families.get('a_total')?.samples.get(String.raw`a_total{path="/a\"b\\c\nd"}`)).toBe(3);
    expect([...(families.get('c_seconds')?.samples ?? [])]).toEqual([
      ['c_seconds_bucket{side="x",le="0.1"}', 1],
      ['c_seconds_bucket{side="x",le="1"}', 3],
      ['c_seconds_bucket{side="x",le="+Inf"}', 6],
      ['c_seconds_sum{side="x"}', 4.5],
      ['c_seconds_count{side="x"}', 6],
    ]);
  });

  it.each([
    ['a_total 1\n', 'no family'],
    ['# HELP a_total A.\n# TYPE a_total counter\na_total 1', 'no end'],
    ['# HELP a_total A.\n# TYPE a_total counter\na_total 1\na_total 2\n', 'a series twice'],
    ['# HELP a A.\n# TYPE a counter\na 1\n', 'a is a counter'],
    ['# HELP a A.\n# TYPE a gauge\na{x="1"y="2"} 1\n', 'not a sample'],
    ['# HELP a A.\n# TYPE a gauge\na{x="\n"} 1\n', 'not a sample'],
    ['# HELP h A.\n# TYPE h histogram\nh_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\n', 'not cumulative'],
    ['# HELP h A.\n# TYPE h histogram\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 2\n', 'is not the count'],
  ])('is refused by that reader when it is wrong: %j', (text, reason) => {
    expect(() => parsePrometheusText(text)).toThrow(reason);
  });
});

describe('metrics of several processes', () => {
  it('are summed series by series; a series that only one has stays', () => {
    const merged = mergeFamilies([
      [
        counter('a_total', 'A.', [
          { labels: { x: '1' }, value: 1 },
          { labels: { x: '2' }, value: 5 },
        ]),
        histogram('h_seconds', 'H.', [{ labels: {}, value: latency([1, 0, 0], 0.05) }]),
      ],
      [
        counter('a_total', 'A.', [{ labels: { x: '1' }, value: 2 }]),
        histogram('h_seconds', 'H.', [{ labels: {}, value: latency([1, 0, 2], 9) }]),
      ],
    ]);
    expect(merged).toEqual([
      counter('a_total', 'A.', [
        { labels: { x: '1' }, value: 3 },
        { labels: { x: '2' }, value: 5 },
      ]),
      histogram('h_seconds', 'H.', [{ labels: {}, value: latency([2, 0, 2], 9.05) }]),
    ]);
  });
});
