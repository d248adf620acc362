import { beforeAll, describe, expect, test } from 'vitest';
import { openSqlParser, type SqlParser } from '../../../../../src/analyzer/discover/sql/parser.ts';
import { readSql } from '../../../../../src/analyzer/discover/sql/read-sql.ts';

let parser: SqlParser;

beforeAll(async () => {
  parser = await openSqlParser();
});

const many = 200_000;
const readsOrders = (sql: string) => readSql(parser, sql)[0]?.reads.some(({ name }) => name === 'orders');

describe('hostile SQL', () => {
  test.each([
    ['nested comments that never end', `select 1 from orders ${'/*'.repeat(many)}`],
    ['a string that never ends', `select 1 from orders where a = '${'x'.repeat(many)}`],
    ['a quoted name that never ends', `select 1 from orders where a = "${'x'.repeat(many)}`],
    [
      'dollar tags that never close',
      `select 1 from orders ${Array.from({ length: many }, (_, i) => `$a${i}$`).join(' ')}`,
    ],
    ['dollars', `select 1 from orders where ${'$'.repeat(many)}`],
    ['operators', `select 1 from orders where a ${'+'.repeat(many)} 1`],
    ['additions', `select 1 ${'+ 1'.repeat(many)} from orders`],
    ['additions in nested parentheses', `select ${'1 + (1'.repeat(400)}${')'.repeat(400)} from orders`],
    ['unions', `select 1 from orders ${'union select 1 '.repeat(many / 10)}`],
    ['casts', `select 1${'::int'.repeat(many)} from orders`],
    ['array types', `select 1::int${'[]'.repeat(many)} from orders`],
    ['calls in calls', `select ${'f('.repeat(40)}1${')'.repeat(40)} from orders`],
    ['casts in casts', `select ${'cast('.repeat(12)}1 from orders`],
    ['positions in positions', `select ${'position('.repeat(10)}1${')'.repeat(10)} from orders`],
    ['conditions in conditions', `select ${'case when a then '.repeat(60)}1 from orders`],
    ['arrays in arrays', `select ${'array['.repeat(60)}1 from orders`],
    ['queries in queries', `select 1 from orders where a in ${'(select a where a in '.repeat(many)}`],
    ['expressions', `with ${'a as (select 1), '.repeat(many / 20)} b as (select 1 from orders) select 1`],
    ['joins', `select 1 from orders ${'join b on true '.repeat(many / 10)}`],
  ])('is read to its end and leaves the parser usable: %s', (_, sql) => {
    expect(readsOrders(sql)).toBe(true);
    expect(readSql(parser, 'select 1 from a')).toMatchObject([{ isParsed: true }]);
  });

  test('of random words is read without an exception and leaves the parser usable', () => {
    const words =
      'select from where ( ) [ ] , . ; * - :: -> = and not in case when then end cast position interval array ' +
      "insert into values update set delete create table alter $1 ? $$ 'x' \" ` /* -- orders 1 \uFFFC";
    const vocabulary = words.split(' ');
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let round = 0; round < 400; round++) {
      const text = Array.from({ length: 1 + random(40) }, () => vocabulary[random(vocabulary.length)]);
      expect(readSql(parser, `select ${text.join(' ')}`).length).toBeGreaterThan(0);
    }
    expect(readSql(parser, 'select 1 from a')).toMatchObject([{ isParsed: true }]);
  });

  test('is not parsed for ever: after the bound on work statements are scanned', async () => {
    const bounded = await openSqlParser(10_000);
    const costly = `select ${'f('.repeat(12)}1${')'.repeat(12)} from orders;`;
    const found = readSql(bounded, costly.repeat(4));
    expect(found.map(({ isParsed }) => isParsed)).toEqual([true, true, false, false]);
    expect(found.map(({ reads }) => reads[0]?.name)).toEqual(['orders', 'orders', 'orders', 'orders']);
  });
});
