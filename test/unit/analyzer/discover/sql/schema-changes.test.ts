import { beforeAll, describe, expect, test } from 'vitest';
import { openSqlParser, type SqlParser } from '../../../../../src/analyzer/discover/sql/parser.ts';
import { readSql } from '../../../../../src/analyzer/discover/sql/read-sql.ts';

let parser: SqlParser;
const blind: SqlParser = { parse: () => null };

beforeAll(async () => {
  parser = await openSqlParser();
});

const changes = (sql: string, by = parser) => readSql(by, sql).flatMap((each) => each.changes);
const bare = (name: string) => ({ schema: null, name });

const create = `create table if not exists shop."Orders" (
  id serial primary key,
  user_id int not null constraint buyer references users (id) on delete cascade,
  number text unique,
  a int, b int,
  unique (a, b),
  foreign key (a, b) references pairs (a, b)
)`;

describe('changes of the schema', () => {
  test.each([
    ['parsed', () => parser],
    ['scanned', () => blind],
  ])('a table with its columns, keys and references, %s', (how, by) => {
    expect(changes(create, by())).toEqual([
      {
        kind: 'create',
        table: { schema: 'shop', name: 'Orders' },
        isTemporary: false,
        columns: [
          { name: 'id', type: 'serial', isNullable: false },
          { name: 'user_id', type: 'int', isNullable: false },
          { name: 'number', type: 'text', isNullable: true },
          { name: 'a', type: 'int', isNullable: true },
          { name: 'b', type: 'int', isNullable: true },
        ],
        keys: [['id'], ['number'], ['a', 'b']],
        references: [
          {
            name: how === 'parsed' ? 'buyer' : null,
            columns: ['user_id'],
            to: bare('users'),
            toColumns: ['id'],
          },
          { name: null, columns: ['a', 'b'], to: bare('pairs'), toColumns: ['a', 'b'] },
        ],
      },
    ]);
  });

  const table = bare('a');

  test('later changes', () => {
    expect(
      changes(`
        alter table only a add constraint f foreign key (x) references b (id), add column y int references c;
        alter table a rename to d;
        alter table a drop constraint f, drop column x, rename column y to z;
        create unique index on a (x);
        create unique index on a (x) where z is null;
        drop table if exists a, e cascade;
        drop materialized view v;
        drop index i;
        rename table a to d;
        create view v as with w as (select * from a) select * from w join b on true;
        create table p partition of a for values in (1);
        create temp table t (id int);`),
    ).toEqual([
      {
        kind: 'reference',
        table,
        reference: { name: 'f', columns: ['x'], to: bare('b'), toColumns: ['id'] },
      },
      { kind: 'column', table, column: { name: 'y', type: 'int', isNullable: true } },
      { kind: 'reference', table, reference: { name: null, columns: ['y'], to: bare('c'), toColumns: [] } },
      { kind: 'rename', table, to: bare('d') },
      { kind: 'drop-constraint', table, name: 'f' },
      { kind: 'drop-column', table, column: 'x' },
      { kind: 'rename-column', table, column: 'y', to: 'z' },
      { kind: 'key', table, columns: ['x'] },
      { kind: 'drop', table },
      { kind: 'drop', table: bare('e') },
      { kind: 'drop', table: bare('v') },
      { kind: 'rename', table, to: bare('d') },
      { kind: 'view', view: bare('v'), of: [bare('a'), bare('b')] },
      { kind: 'view', view: bare('p'), of: [bare('a')] },
      {
        kind: 'create',
        table: bare('t'),
        isTemporary: true,
        columns: [{ name: 'id', type: 'int', isNullable: true }],
        keys: [],
        references: [],
      },
    ]);
  });

  test('without the parser: renames, drops and added references', () => {
    expect(
      changes(
        'alter table a rename to b; drop table if exists s.a; alter table a add foreign key (x) references c (id);',
        blind,
      ),
    ).toEqual([
      { kind: 'rename', table: bare('a'), to: bare('b') },
      { kind: 'drop', table: { schema: 's', name: 'a' } },
      {
        kind: 'reference',
        table: bare('a'),
        reference: { name: null, columns: [], to: bare('c'), toColumns: [] },
      },
    ]);
  });

  test.each([
    ['varchar(255)', 'varchar(255)'],
    ['numeric(10,2)', 'numeric(10,2)'],
    ['timestamp with time zone', 'timestamp with time zone'],
    ['timestamptz', 'timestamptz'],
    ['double precision', 'double precision'],
    ['bigint', 'bigint'],
    ['order_state', 'order_state'],
    ['text[]', 'text[]'],
    ['uuid', 'uuid'],
    ['jsonb', 'jsonb'],
  ])('the type %s of a column is %s', (written, shown) => {
    expect(changes(`create table a (x ${written})`)).toMatchObject([{ columns: [{ type: shown }] }]);
  });

  test('columns that change', () => {
    expect(
      changes(`
        alter table a alter column x type text;
        alter table a alter column x set not null;
        alter table a alter column x drop not null;
        alter table a modify column x bigint not null;
        alter table a change column x y tinyint null;`),
    ).toEqual([
      { kind: 'column', table, column: { name: 'x', type: 'text', isNullable: null } },
      { kind: 'column', table, column: { name: 'x', type: null, isNullable: false } },
      { kind: 'column', table, column: { name: 'x', type: null, isNullable: true } },
      { kind: 'column', table, column: { name: 'x', type: 'bigint', isNullable: false } },
      { kind: 'rename-column', table, column: 'x', to: 'y' },
      { kind: 'column', table, column: { name: 'y', type: 'tinyint', isNullable: true } },
    ]);
  });
});
