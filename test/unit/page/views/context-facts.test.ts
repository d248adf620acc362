import { expect, it } from 'vitest';
import type { Analysis } from '../../../../src/model/analysis.ts';
import { channelsOf, neighbours, publishedBy } from '../../../../src/page/views/context/context-facts.ts';
import { pageDocumentOf } from '../../../../src/report/page/page-document.ts';
import { buildAnalysis } from '../../../support/build-analysis.ts';
import { plannedAnalysis } from '../../../support/planned-analysis.ts';

const planned = plannedAnalysis();
const [order = '', user = '', test = '', root = ''] = planned.modules.map(({ path }) => path);
const use = (from: string, to: string, symbols: string[], weight = 1): Analysis['dependencies'][number] => ({
  from,
  to,
  kinds: ['value'],
  weight,
  symbols,
  locations: [`${from}:1`],
});
const data = pageDocumentOf(
  buildAnalysis({
    ...planned,
    dependencies: [
      use(order, user, ['User', 'find'], 4),
      use(user, order, []),
      use(test, user, ['fake'], 9),
      use(root, user, ['start']),
    ],
    events: [
      { name: 'user.gone', transport: 'emitter', publishers: [`${user}:3`], subscribers: [`${order}:4`] },
      { name: 'log', transport: 'emitter', publishers: [`${root}:3`], subscribers: [`${user}:9`] },
    ],
  }),
);
const [orders, users] = [0, 1];

it('counts references to the neighbours of a context, in both directions, and none of tests', () => {
  expect(neighbours(data, users, 'to')).toEqual([{ context: orders, references: 4 }]);
  expect(neighbours(data, users, 'from')).toEqual([{ context: orders, references: 1 }]);
});

it('publishes what other contexts use, and no wiring and no test counts as use', () => {
  expect(publishedBy(data, users).map(({ symbol, users: by }) => [symbol, by])).toEqual([
    ['User', [orders]],
    ['find', [orders]],
  ]);
});

it('publishes a module as a whole where it is imported as a whole', () => {
  expect(publishedBy(data, orders)).toMatchObject([{ symbol: '', users: [users], modules: 1 }]);
});

it('knows the channels of a context and who is at their other end', () => {
  expect(channelsOf(data, users, 'publishers')).toEqual([
    { name: 'user.gone', transport: 'emitter', others: [orders] },
  ]);
  expect(channelsOf(data, users, 'subscribers')).toEqual([{ name: 'log', transport: 'emitter', others: [] }]);
});
