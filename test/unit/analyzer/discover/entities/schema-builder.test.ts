import { describe, expect, test } from 'vitest';
import { entitiesIn, shownEntities } from '../../../../support/entities-in.ts';

const tablesOf = async (files: Readonly<Record<string, string>>) => shownEntities(await entitiesIn(files));

describe('migrations that build the schema by calls', () => {
  test('Knex', async () => {
    expect(
      await tablesOf({
        'migrations/1.js': `
          exports.up = async (knex) => {
            await knex.schema.createTable('users', (t) => { t.increments('id'); });
            await knex.schema.createTable('orders', (table) => {
              table.integer('buyer_id').references('id').inTable('users');
              table.integer('seller_id').unique().references('users.id');
            });
            await knex.schema.createTable('carts', (t) => { t.foreign('order_id').references('id').inTable('orders'); });
          };
          exports.down = (knex) => knex.schema.dropTable('users');`,
        'migrations/2.js': `
          exports.up = (knex) => knex.schema.renameTable('orders', 'purchases').dropTableIfExists('carts')
            .alterTable('users', (t) => { t.integer('last_id').references('id').inTable('purchases'); });`,
      }),
    ).toEqual([
      'Purchase purchases migrations/1.js:4 -> User many-to-one -> User one-to-one',
      'User users migrations/1.js:3 -> Purchase many-to-one',
    ]);
  });

  test('Kysely', async () => {
    expect(
      await tablesOf({
        'migrations/1.ts': `
          export async function up(db) {
            await db.schema.createTable('users').addColumn('id', 'serial', (col) => col.primaryKey()).execute();
            await db.schema.createTable('orders')
              .addColumn('user_id', 'integer', (col) => col.unique().references('users.id').notNull())
              .addForeignKeyConstraint('parent', ['parent_id'], 'orders', ['id']).execute();
            await db.schema.alterTable('users').renameTo('people').execute();
          }`,
      }),
    ).toEqual([
      'Order orders migrations/1.ts:4 -> Order many-to-one -> Person one-to-one',
      'Person people migrations/1.ts:3',
    ]);
  });

  test('Sequelize, db-migrate and TypeORM', async () => {
    expect(
      await tablesOf({
        'migrations/1.js': `
          module.exports = {
            up: (queryInterface, Sequelize) => queryInterface.createTable('user', {
              id: { type: Sequelize.INTEGER, primaryKey: true } })
              .then(() => queryInterface.createTable('post', {
                user_id: { type: Sequelize.INTEGER, references: { model: 'user', key: 'id' } } })),
            down: (queryInterface) => queryInterface.dropTable('user'),
          };`,
        'migrations/2.js': `
          exports.up = function (db, cb) {
            return async.series([
              db.createTable.bind(db, 'projects', { columns: { id: { type: 'string', primaryKey: true },
                owner: { type: 'int', foreignKey: { table: 'user', mapping: 'id' } } } }),
            ], cb);
          };`,
        'migrations/3.ts': `
          export class CreateSeats {
            async up(queryRunner) {
              await queryRunner.createTable(new Table({ name: 'seat', columns: [{ name: 'id', isPrimary: true }],
                foreignKeys: [{ columnNames: ['id'], referencedTableName: 'projects' }] }));
              await queryRunner.createForeignKey('seat', new TableForeignKey({ columnNames: ['by'], referencedTableName: 'user' }));
            }
          }`,
      }),
    ).toEqual([
      'Post post migrations/1.js:5 -> User many-to-one',
      'Project projects migrations/2.js:4 -> User many-to-one',
      'Seat seat migrations/3.ts:4 -> Project one-to-one -> User many-to-one',
      'User user migrations/1.js:3',
    ]);
  });

  test('what migrations do to data is no access of the program', async () => {
    const { entities } = await entitiesIn({
      'migrations/1.js': `
        exports.up = (knex) => knex.schema.createTable('users', () => {}).raw("insert into users values (1)");`,
    });
    expect(entities).toMatchObject([{ name: 'User', readers: [], writers: [] }]);
  });

  test('an entity knows the files that make or change its table, whatever it was called then', async () => {
    const { entities } = await entitiesIn({
      'migrations/1.js': `
        exports.up = (knex) => knex.schema.createTable('orders', (t) => t.increments('id'))
          .createTable('users', (t) => t.increments('id'));`,
      'migrations/2.js': `exports.up = (knex) => knex.schema.renameTable('orders', 'purchases');`,
      'migrations/3.sql': 'alter table purchases add column note text;',
      'migrations/4.js': `exports.down = (knex) => knex.schema.dropTable('users');`,
    });
    expect(entities.map(({ name, migrations }) => [name, migrations])).toEqual([
      ['Purchase', ['migrations/1.js', 'migrations/2.js', 'migrations/3.sql']],
      ['User', ['migrations/1.js']],
    ]);
  });
});
