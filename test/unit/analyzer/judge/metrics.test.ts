import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Crossings } from '../../../../src/analyzer/judge/crossings.ts';
import { contextMetrics, projectMetrics } from '../../../../src/analyzer/judge/metrics/index.ts';

const crossings: Crossings = {
  inside: new Map([['a', 6]]),
  between: [
    { from: 'a', to: 'b', weight: 3, dependencies: [] },
    { from: 'b', to: 'a', weight: 1, dependencies: [] },
  ],
};
const measure = (name: string, context: string) =>
  contextMetrics.find((metric) => metric.name === name)?.measure(crossings, context);

describe('a context', () => {
  it('is as cohesive as twice its inner references are of all that it takes part in', () => {
    expect(measure('cohesion', 'a')).toBeCloseTo(12 / 16);
  });

  it('is as coupled as the share of its references that cross', () => {
    expect(measure('coupling', 'a')).toBeCloseTo(4 / 10);
  });

  it('is as unstable as the share of what crosses that leaves it', () => {
    expect(measure('instability', 'a')).toBeCloseTo(3 / 4);
    expect(measure('instability', 'b')).toBeCloseTo(1 / 4);
  });

  it('has no metric that nothing was measured for', () => {
    expect(contextMetrics.map(({ measure }) => measure(crossings, 'lonely'))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it('every metric has one row in the reference, and the reference has no other', () => {
  const page = readFileSync('docs/reference/metrics.md', 'utf8');
  const documented = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(documented).toEqual([...contextMetrics, ...projectMetrics].map(({ name }) => name));
});
