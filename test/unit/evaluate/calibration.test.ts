import { describe, expect, it } from 'vitest';
import { calibrate, sharedGroup } from '../../../scripts/evaluate/calibration.ts';
import type { AnalysisModule, Dependency } from '../../../src/model/analysis.ts';

const file = (path: string, context: string, band: AnalysisModule['band'] = 'firm'): AnalysisModule => ({
  path,
  lines: 1,
  role: 'domain',
  context,
  confidence: 1,
  ...(band ? { band } : {}),
  because: [],
});
const use = (from: string, to: string): Dependency => ({
  from,
  to,
  kinds: ['value'],
  weight: 1,
  symbols: [],
  locations: [`${from}:1`],
});
const modules = [
  file('a1', 'a'),
  file('a2', 'a'),
  file('a3', 'a'),
  file('b1', 'a', 'contested'),
  file('b2', 'b'),
  file('alone', 'c'),
  file('util', 'a', 'likely'),
];
const truth = new Map([
  ['a1', 'A'],
  ['a2', 'A'],
  ['a3', 'A'],
  ['b1', 'B'],
  ['b2', 'B'],
  ['alone', 'C'],
  ['util', sharedGroup],
]);

describe('calibration', () => {
  it('counts a file right that is in the company of its like; one that is alone has none', () => {
    const { firm, contested } = calibrate({ modules, dependencies: [] }, truth);
    expect(firm).toEqual({ files: 3, right: 3 });
    expect(contested).toEqual({ files: 1, right: 0 });
  });

  it('counts a shared file wrong in a context only when another context uses it too', () => {
    expect(calibrate({ modules, dependencies: [use('a1', 'util')] }, truth).likely.files).toBe(0);
    expect(calibrate({ modules, dependencies: [use('b2', 'util')] }, truth).likely).toEqual({
      files: 1,
      right: 0,
    });
  });
});
