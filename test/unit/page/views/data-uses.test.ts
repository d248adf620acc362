import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../../src/model/analysis.ts';
import { dataColumns, entityCell, keysOf } from '../../../../src/page/views/data/data-cells.ts';
import { entityUses, isInScope, outside, statements } from '../../../../src/page/views/data/data-uses.ts';
import { pageDocumentOf } from '../../../../src/report/page/page-document.ts';
import { buildAnalysis } from '../../../support/build-analysis.ts';
import { plannedAnalysis } from '../../../support/planned-analysis.ts';

const planned = plannedAnalysis();
const [order = '', user = '', test = '', root = ''] = planned.modules.map(({ path }) => path);
const entity = (name: string, context: string, parts: Partial<Analysis['entities'][number]> = {}) => ({
  name,
  table: `${name.toLowerCase()}s`,
  file: context === 'orders' ? order : user,
  line: 1,
  orm: 'typeorm',
  context,
  writers: [],
  readers: [],
  relations: [],
  ...parts,
});
const access = (op: 'read' | 'write', name: string, file: string, line: number, run: string) => ({
  entity: name,
  op,
  file,
  line,
  function: run,
  via: 'typeorm',
  confidence: 1,
});
const data = pageDocumentOf(
  buildAnalysis({
    ...planned,
    entities: [
      entity('User', 'users'),
      entity('Order', 'orders', {
        foreignKeys: [{ columns: ['user_id'], entity: 'User', table: 'users', references: [] }],
      }),
      entity('Draft', 'orders'),
    ],
    accesses: [
      access('write', 'Order', order, 3, 'place'),
      access('write', 'Order', order, 5, 'place'),
      access('write', 'Order', order, 9, 'cancel'),
      access('write', 'Order', user, 4, 'erase'),
      access('read', 'Order', root, 2, 'start'),
      access('write', 'User', test, 2, 'seed'),
      access('read', 'User', order, 7, 'buyer'),
    ],
    joins: [
      {
        file: order,
        line: 7,
        function: 'buyer',
        entities: ['Order', 'User'],
        contexts: ['orders', 'users'],
        via: 'sql',
      },
    ],
    transactions: [{ file: user, line: 4, entities: ['Order', 'User'], contexts: ['orders', 'users'] }],
  }),
);
const [orders, users] = [0, 1];
const uses = entityUses(data);
const of = (name: string) => {
  const found = uses.find((each) => data.entities[each.entity]?.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

describe('the uses of entities', () => {
  it('come by context, in the order of the contexts', () => {
    expect(uses.map((each) => data.entities[each.entity]?.name)).toEqual(['Order', 'Draft', 'User']);
  });

  it('tell functions apart, and who writes from who reads', () => {
    const { ties, writers, users: all } = of('Order');
    expect(writers).toEqual([orders, users]);
    expect(all).toEqual([orders, users]);
    expect(ties.write.get(orders)).toHaveLength(2);
    expect(ties.read.get(outside)).toHaveLength(1);
  });

  it('leave tests out', () => {
    expect(of('User').writers).toEqual([]);
    expect(of('User').users).toEqual([orders, users]);
  });

  it('are chosen by who shares them', () => {
    const named = (scope: string) =>
      uses.filter((each) => isInScope(each, scope)).map((each) => data.entities[each.entity]?.name);
    expect(named('')).toHaveLength(3);
    expect(named('writers')).toEqual(['Order']);
    expect(named('users')).toEqual(['Order', 'User']);
    expect(named('unused')).toEqual(['Draft']);
  });
});

it('a statement is one, whatever number of entities it is over', () => {
  const [joinOf, transactionOf] = [statements(data, 'join'), statements(data, 'transaction')];
  expect(joinOf).toEqual([{ place: { file: order, line: 7 }, context: orders, entities: [0, 1] }]);
  expect(transactionOf).toEqual([{ place: { file: user, line: 4 }, context: users, entities: [0, 1] }]);
});

describe('a cell', () => {
  const columns = dataColumns(data, uses);
  const all = { joins: statements(data, 'join'), transactions: statements(data, 'transaction') };
  const cellOf = (name: string, title: string) =>
    entityCell(
      data,
      of(name),
      columns.find((column) => column.title === title),
      all,
    );

  it('counts functions, and marks who writes what several write', () => {
    expect(cellOf('Order', 'Orders')).toMatchObject({ text: 'w2', class: 'owner shared-writer' });
    expect(cellOf('Order', 'Users')).toEqual({
      text: 'w1',
      label: 'Order, Users: w1, 1 function writes',
      class: ' shared-writer',
    });
    expect(cellOf('Order', 'Outside of contexts')).toMatchObject({ text: 'r1' });
  });

  it('shows the owner of what nothing uses', () => {
    expect(cellOf('Draft', 'Orders')).toMatchObject({ text: '·', class: 'owner ' });
    expect(cellOf('Draft', 'Users')).toBeNull();
  });

  it('counts what goes over several entities, in both directions of a key', () => {
    for (const title of ['Joins', 'Transactions', 'Foreign keys'])
      expect([cellOf('Order', title)?.text, cellOf('User', title)?.text]).toEqual(['1', '1']);
    expect(keysOf(data, 0)).toEqual(['Order (user_id) → User']);
  });
});
