import { describe, expect, it } from 'vitest';
import { bandOf } from '../../../../../src/model/band.ts';
import { outside } from '../../../../../src/page/views/treemap/lay-out-treemap.ts';
import { byChurn, byConfidence } from '../../../../../src/page/views/treemap/shades.ts';

describe('shades by commits', () => {
  const { shadeOf, legend } = byChurn([0, 1, 2, 3, 9, 10, 29, 30, 500]);
  const meaningOf = (module: number) => legend.find(({ shade }) => shade === shadeOf(module, 0))?.meaning;

  it('mean what the legend says', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(meaningOf)).toEqual([
      '0 commits',
      '1 to 2 commits',
      '1 to 2 commits',
      '3 to 9 commits',
      '3 to 9 commits',
      '10 to 29 commits',
      '10 to 29 commits',
      '30 commits or more',
      '30 commits or more',
    ]);
  });

  it('take a module that nothing is said of for one that did not change', () => {
    expect(meaningOf(99)).toBe('0 commits');
  });
});

it('shades by confidence are the bands of the document', () => {
  const confidence = Array.from({ length: 101 }, (_, percent) => percent);
  const { shadeOf, legend } = byConfidence({
    modules: { confidence, lines: [], role: [], roles: [], context: [], parts: [] },
  });
  for (const percent of confidence)
    expect(legend.find(({ shade }) => shade === shadeOf(percent, 0))?.meaning).toContain(
      bandOf(percent / 100),
    );
  expect(legend.find(({ shade }) => shade === shadeOf(95, outside))?.meaning).toBe('in no context');
});
