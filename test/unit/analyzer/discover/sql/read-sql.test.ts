import { beforeAll, describe, expect, test } from 'vitest';
import { openSqlParser, type SqlParser } from '../../../../../src/analyzer/discover/sql/parser.ts';
import { readSql } from '../../../../../src/analyzer/discover/sql/read-sql.ts';
import {
  holeMark,
  type SqlStatement,
  type TableName,
} from '../../../../../src/analyzer/discover/sql/statement.ts';

let parser: SqlParser;
const blind: SqlParser = { parse: () => null };

beforeAll(async () => {
  parser = await openSqlParser();
});

const spell = ({ schema, name }: TableName) => (schema === null ? name : `${schema}.${name}`);
const names = (list: readonly TableName[]) => [...new Set(list.map(spell))].sort().join(' ');

/** `reads | writes` of the only statement of a text, by the parser. */
function uses(sql: string): string {
  const [statement, ...others] = readSql(parser, sql);
  expect(others).toEqual([]);
  expect(statement?.isParsed, sql).toBe(true);
  return show(statement);
}

/** The same without the parser. */
function scanned(sql: string): string {
  return show(readSql(blind, sql)[0]);
}

function show(statement: SqlStatement | undefined): string {
  return statement ? `${names(statement.reads)} | ${names(statement.writes)}` : 'nothing';
}

const statements: readonly (readonly [sql: string, expected: string])[] = [
  ['select * from orders', 'orders | '],
  ['select * from orders o join sales.users u on u.id = o.user_id', 'orders sales.users | '],
  ['select * from orders o, users as u, coupons where o.id = 1', 'coupons orders users | '],
  [
    'select (select max(id) from refunds) from orders where id in (select order_id from returns)',
    'orders refunds returns | ',
  ],
  ['select 1 where exists (select 1 from carts)', 'carts | '],
  ['with recent as (select * from orders) select * from recent join users on true', 'orders users | '],
  [
    'with gone as (delete from carts returning id) insert into archive select * from gone',
    ' | archive carts',
  ],
  ['insert into orders (id, note) values ($1, $2) on conflict (id) do update set note = $2', ' | orders'],
  ['insert into daily select day from orders group by day', 'orders | daily'],
  ['update orders set total = (select sum(price) from lines) where id = ?', 'lines | orders'],
  ['update orders set paid = true from payments p where p.order_id = orders.id', 'payments | orders'],
  ['update only orders set paid = :paid where id = @id', ' | orders'],
  ['delete from orders where id = :id', ' | orders'],
  ['delete from orders using users u where u.id = orders.user_id', 'users | orders'],
  [
    'merge into stock s using deliveries d on d.id = s.id when matched then update set n = 1',
    'deliveries | stock',
  ],
  ['truncate table carts, cart_items', ' | cart_items carts'],
  ['select * from generate_series(1, 3) g join orders on true', 'orders | '],
  ['select extract(year from placed_at) from orders', 'orders | '],
  ['select * from orders where state is distinct from 1 for update skip locked', 'orders | '],
  ['select * from "Order Lines" join "Shop"."Users" on true', 'Order Lines Shop.Users | '],
  [
    "select 'a from b; c', $x$ from d $x$ from orders -- from e\n where /* from f /* nested */ */ true",
    'orders | ',
  ],
  ["select id::text, tags[1], payload ->> 'from' from events where payload @> $1 and a = -1", 'events | '],
  ['explain select * from orders', 'orders | '],
];

describe('a statement', () => {
  test.each(statements)('%s', (sql, expected) => {
    expect(uses(sql)).toBe(expected);
  });

  test.each(statements)('is understood without the parser: %s', (sql, expected) => {
    expect(scanned(sql)).toBe(expected);
  });

  test.each([
    ['replace into `orders` values (1)', ' | orders'],
    ['insert ignore into `a`.`b` values (1) on duplicate key update c = 1', ' | a.b'],
    ['update orders o join users u on u.id = o.user_id set o.name = u.name', 'users | orders'],
    ['delete o from orders o join users u on u.id = o.user_id', 'users | orders'],
    ['update o set paid = 1 from dbo.orders o join users u on u.id = o.user_id', 'users | dbo.orders'],
    ['select * from [dbo].[Order Lines] where [id] = 1', 'dbo.Order Lines | '],
    ['with orders as (select * from orders where paid) select * from orders', 'orders | '],
    [
      'with recursive tree as (select * from categories union select * from tree) select * from tree',
      'categories | ',
    ],
    ['copy orders (id) from stdin', ' | orders'],
    ['create view paid as select * from orders', 'orders | '],
  ])('of other dialects: %s', (sql, expected) => {
    expect(uses(sql)).toBe(expected);
  });

  test('holes stand for values, clauses and names', () => {
    const hole = holeMark;
    expect(uses(`select * from orders where id = ${hole} limit ${hole}`)).toBe('orders | ');
    expect(uses(`select * from orders ${hole}`)).toBe('orders | ');
    expect(uses(`select * from ${hole} where true`)).toBe(`${hole} | `);
    expect(uses(`insert into ${hole}.orders_${hole} values (${hole})`)).toBe(` | ${hole}.orders_${hole}`);
    expect(scanned(`select * from ${hole}${hole} join users on true`)).toBe(`users ${hole}${hole} | `);
  });
});

describe('a text', () => {
  const kinds = (sql: string) => readSql(parser, sql).map(({ line, kind }) => `${line} ${kind}`);

  test('is split at semicolons outside of quotes and comments', () => {
    expect(
      kinds("select ';' from a;\n\n-- ;\nbegin;\ninsert into a values ($$;$$), (E'\\';');\n/* ; */ commit;;"),
    ).toEqual(['1 data', '4 begin', '5 data', '6 end']);
  });

  test('of a dump: copied data and shell commands are skipped', () => {
    const dump = '\\connect shop\nCOPY a FROM stdin;\n1\tit\'s; "x\n\\.\n\nselect 1 from b;\n';
    expect(kinds(dump)).toEqual(['2 data', '6 data']);
  });

  test('anonymous blocks are read inside', () => {
    const [create] = readSql(parser, 'DO $$\nCREATE TABLE orders (id int);\n$$;');
    expect(create).toMatchObject({ kind: 'schema', line: 2 });
  });
});
