import { expect, it } from 'vitest';
import { pageDocumentOf } from '../../../../src/report/page/page-document.ts';
import { buildAnalysis } from '../../../support/build-analysis.ts';
import { plannedAnalysis } from '../../../support/planned-analysis.ts';

const planned = plannedAnalysis();

it('says how many commits changed each module, by its number', () => {
  const history = {
    ...planned.history,
    state: 'read' as const,
    reason: null,
    since: '2024-01-31',
    modules: [
      { path: 'src/orders/order.ts', commits: 12, authors: 2 },
      { path: 'gone.ts', commits: 3, authors: 1 },
    ],
  };
  const { churn, names } = pageDocumentOf(buildAnalysis({ ...planned, history }));
  expect(churn).toMatchObject({ since: '2024-01-31', why: null });
  expect(churn.commits?.[names.indexOf('src/orders/order.ts')]).toBe(12);
  expect(churn.commits).toHaveLength(planned.modules.length);
});

it('says why nothing is known of commits', () => {
  expect(pageDocumentOf(planned).churn).toEqual({ commits: null, since: null, why: 'it was not asked for' });
});
