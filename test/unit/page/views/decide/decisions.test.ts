import { expect, it } from 'vitest';
import type { Change } from '../../../../../src/page/views/decide/change.ts';
import {
  changesOf,
  createScales,
  decided,
  noDecisions,
} from '../../../../../src/page/views/decide/decisions.ts';
import { usesOf } from '../../../../../src/page/views/decide/price.ts';
import { pageDocumentOf } from '../../../../../src/report/page/page-document.ts';
import { shopAnalysis } from '../../../../support/shop-analysis.ts';

const analysis = await shopAnalysis();
const data = pageDocumentOf(analysis);
const scales = createScales(data, usesOf(data));
const domain = analysis.modules.filter(({ role, context }) => role === 'domain' && context !== null);
const merge: Change = { verb: 'merge', context: 'orders', into: 'users' };

it('says the confidence of the analysis where nothing was changed, and less of contexts that the runs never saw', () => {
  const mean = domain.reduce((sum, { confidence }) => sum + confidence, 0) / domain.length;
  const [before, after] = scales([merge]);
  expect(before?.confidence).toBeCloseTo(mean, 2);
  expect(after?.confidence).toBeLessThan(mean - 0.1);
});

it('keeps a change that means nothing any more without a price', () => {
  const [, , again] = scales([merge, { ...merge }]);
  expect(again?.outlook).toBe(again?.before?.outlook);
});

it('forgets what was undone when something else is decided', () => {
  const twice = decided(decided(noDecisions, [merge]), [merge, merge]);
  expect(changesOf({ ...twice, at: 1 })).toEqual([merge]);
  expect(decided({ ...twice, at: 0 }, [merge])).toEqual({ lists: [[], [merge]], at: 1 });
});
