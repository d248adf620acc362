import { describe, expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownEntities,
  shownTransactions,
} from '../../../../support/entities-in.ts';

const schema = {
  'schema.sql':
    'create table orders (id int); create table users (id int); create view paid as select * from orders;',
};
const found = (body: string) => entitiesIn({ ...schema, 'shop.js': body });
const accessesOf = async (body: string) =>
  shownAccesses(await found(body)).map((each) => each.replace('shop.js:', ''));

describe('SQL in the code', () => {
  test('of query calls, prepared statements and objects that carry a query', async () => {
    expect(
      await accessesOf(`
        export const list = (pool) => pool.query('select * from orders o join users u on true where id = $1', [1]);
        export const save = (db) => db.prepare("insert into orders (id) values (?)").run(1);
        export const one = (client) => client.query({ text: 'delete from users where id = :id', values: [] });
        export const rename = (pool) => fetchAll(pool, 'update users set name = ?');`),
    ).toEqual([
      'read Order 2 list',
      'read User 2 list',
      'write Order 3 save',
      'write User 4 one',
      'write User 5 rename',
    ]);
  });

  test('of tagged templates: statements, and parts of statements with subqueries', async () => {
    expect(
      await accessesOf(`
        import { sql } from 'kysely';
        export const list = (id) => sql\`select * from \${sql.table('orders')} where id = \${id} \${id ? sql\`and true\` : sql\`\`}\`;
        export const part = () => sql\`exists (select 1 from users)\`;
        export const none = () => sql\`id = \${1}\`;
        export const other = () => css\`select from users\`;`),
    ).toEqual(['read Order 3 list', 'read User 4 part']);
  });

  test('put together from constants, concatenations, lists and conditions', async () => {
    expect(
      await accessesOf(`
        import { ORDERS } from './names.js';
        const columns = 'id, name';
        const text = 'select ' + columns + ' from ' + ORDERS;
        export const a = (db) => db.query(text + ' where id = ' + id);
        export const b = (db, all) => db.query(\`select * from \${all ? 'orders' : 'users'} limit \${n}\`);
        export const c = (db) => db.query(['select *', 'from users'].join('\\n'));
        `),
    ).toEqual(['read Order 6 b', 'read User 6 b', 'read User 7 c']);
    expect(
      shownAccesses(
        await entitiesIn({
          ...schema,
          'names.js': "export const ORDERS = 'orders';",
          'a.js':
            "import { ORDERS } from './names.js';\nconst text = 'select 1 from ' + ORDERS;\nexport const a = (db) => db.query(text + ' where id = ' + id);\n",
        }),
      ),
    ).toEqual(['read Order a.js:3 a']);
  });

  test('a long chain of additions, and names that are made of each other', async () => {
    const long = Array.from({ length: 500 }, (_, i) => `'column_${i}, '`).join(' + ');
    expect(
      await accessesOf(`
        export const long = (db) => db.query('select ' + ${long} + 'id from orders');
        const a = \`\${b} from users\`;
        const b = \`select \${a}\`;
        let c = 'select 1 ';
        c = c + 'from users';
        export const round = (db) => [db.query(a), db.query(b), db.query(c)];`),
    ).toEqual(['read Order 2 long', 'read User 7 round']);
  });

  test('a table that is only known at run time is a diagnostic', async () => {
    const { diagnostics } = await found(
      'export const list = (db, table) => db.query(`select * from ${table} join users on true`);',
    );
    expect(diagnostics).toMatchObject([{ code: 'TABLE_DYNAMIC', location: { path: 'shop.js', line: 1 } }]);
  });

  test('constants count where they are used', async () => {
    expect(
      await accessesOf(`
        import { sql } from 'kysely';
        const listing = sql\`select * from orders\`;
        export function list(db) { return listing.execute(db); }
        export function page(db) { return sql\`\${listing} limit 1\`.execute(db); }`),
    ).toEqual(['read Order 3 list', 'read Order 3 page', 'read Order 5 page']);
  });

  test('views are what they are made of', async () => {
    expect(await accessesOf("export const paid = (db) => db.query('select * from paid');")).toEqual([
      'read Order 1 paid',
    ]);
  });

  test('sentences, messages of unknown functions and system tables are no accesses', async () => {
    expect(
      await accessesOf(`
        log('Update the orders');
        log('select an item from the list');
        ask('delete from nowhere');
        db.query('select * from information_schema.tables, pg_class');
        db.query('select 1');`),
    ).toEqual([]);
  });

  test('a table that nobody declares is an entity with a diagnostic', async () => {
    const { diagnostics, ...rest } = await entitiesIn({
      'a.js': "export const list = (db) => db.query('select * from order_lines');",
    });
    expect(shownEntities({ diagnostics, ...rest })).toEqual(['OrderLine order_lines a.js:1']);
    expect(diagnostics).toMatchObject([{ code: 'TABLE_UNDECLARED', location: { path: 'a.js', line: 1 } }]);
  });

  test('BEGIN makes a transaction of the function that runs it', async () => {
    const shown = shownTransactions(
      await found(`
        export async function place(client) {
          await client.query('BEGIN');
          await client.query('insert into orders values (1)');
          await client.query('COMMIT');
        }
        export const say = () => log('begin');`),
    );
    expect(shown).toEqual(['shop.js:3 place Order']);
  });

  test('readers and writers are the modules with accesses; tests do not count', async () => {
    const { entities, orms } = await entitiesIn({
      ...schema,
      'a.js': "db.query('select * from orders');",
      'b.js': "db.query('insert into orders select * from users');",
      'b.test.js': "db.query('delete from users');",
    });
    expect(entities.map(({ name, readers, writers }) => ({ name, readers, writers }))).toEqual([
      { name: 'Order', readers: ['a.js'], writers: ['b.js'] },
      { name: 'User', readers: ['b.js'], writers: [] },
    ]);
    expect(orms).toEqual(['sql']);
  });
});
