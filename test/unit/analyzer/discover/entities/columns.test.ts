import { describe, expect, test } from 'vitest';
import { entitiesIn, shownColumns, shownKeys } from '../../../../support/entities-in.ts';

describe('columns and foreign keys of a schema', () => {
  test('SQL migrations replayed in order', async () => {
    const found = await entitiesIn({
      'shop.ts': '',
      'migrations/1.sql':
        'create table users (id uuid primary key, name varchar(40) not null, fax text);\ncreate table orders (id uuid primary key, user_id uuid not null references users (id), note text);',
      'migrations/2.sql':
        'alter table users drop column fax;\nalter table orders rename column note to remark;\nalter table orders alter column remark set not null;\nalter table orders add column carrier_id int references carriers (id);',
    });
    expect(shownColumns(found)).toEqual([
      'Order: id uuid, user_id uuid, remark text, carrier_id int?',
      'User: id uuid, name varchar(40)',
    ]);
    expect(shownKeys(found)).toEqual(['orders.carrier_id -> carriers.id', 'orders.user_id -> users.id']);
  });

  test('Knex migrations', async () => {
    const found = await entitiesIn({
      'migrations/1_users.js': `exports.up = (knex) => knex.schema.createTable('users', (table) => {
          table.increments();
          table.string('name', 40).notNullable();
          table.string('fax');
          table.timestamps(true, true);
        });
        exports.down = (knex) => knex.schema.dropTable('users');`,
      'migrations/2_orders.js': `exports.up = async (knex) => {
          await knex.schema.createTable('orders', (table) => {
            table.uuid('id').primary();
            table.integer('user_id').notNullable().references('id').inTable('users');
            table.integer('carrier_id').references('carriers.id');
          });
          await knex.schema.alterTable('users', (table) => {
            table.dropColumn('fax');
            table.renameColumn('name', 'full_name');
          });
        };`,
    });
    expect(shownColumns(found)).toEqual([
      'Order: id uuid, user_id integer, carrier_id integer?',
      'User: id increments, full_name string, created_at timestamp??, updated_at timestamp??',
    ]);
    expect(shownKeys(found)).toEqual(['orders.carrier_id -> carriers.id', 'orders.user_id -> users.id']);
  });

  test('migrations of Sequelize', async () => {
    const found = await entitiesIn({
      'migrations/1.js': `module.exports = { up: async (queryInterface, Sequelize) => {
          await queryInterface.createTable('users', { id: { type: Sequelize.INTEGER, primaryKey: true }, name: Sequelize.STRING });
          await queryInterface.createTable('orders', {
            id: { type: Sequelize.UUID, primaryKey: true, allowNull: false },
            userId: { type: Sequelize.INTEGER, allowNull: false, references: { model: 'users', key: 'id' } },
          });
          await queryInterface.addColumn('orders', 'note', { type: Sequelize.STRING(200) });
          await queryInterface.addColumn('orders', 'fax', Sequelize.STRING);
          await queryInterface.removeColumn('orders', 'fax');
          await queryInterface.addConstraint('orders', { fields: ['note'], type: 'foreign key', references: { table: 'notes', field: 'id' } });
        } };`,
    });
    expect(shownColumns(found)).toEqual([
      'Order: id UUID, userId INTEGER, note STRING(200)?',
      'User: id INTEGER, name STRING?',
    ]);
    expect(shownKeys(found)).toEqual(['orders.note -> notes.id', 'orders.userId -> users.id']);
  });

  test('migrations of TypeORM and Kysely', async () => {
    const found = await entitiesIn({
      'migrations/1.ts': `import { MigrationInterface, QueryRunner, Table, TableColumn, TableForeignKey } from 'typeorm';
        export class First implements MigrationInterface {
          async up(queryRunner: QueryRunner) {
            await queryRunner.createTable(new Table({ name: 'orders', columns: [
              { name: 'id', type: 'uuid', isPrimary: true }, { name: 'user_id', type: 'int' } ] }));
            await queryRunner.addColumn('orders', new TableColumn({ name: 'note', type: 'varchar', isNullable: true }));
            await queryRunner.createForeignKey('orders', new TableForeignKey({
              columnNames: ['user_id'], referencedTableName: 'users', referencedColumnNames: ['id'] }));
          }
        }`,
      'migrations/2.ts': `import { Kysely } from 'kysely';
        export async function up(db: Kysely<unknown>) {
          await db.schema.createTable('users').addColumn('id', 'serial', (column) => column.primaryKey())
            .addColumn('team_id', 'integer', (column) => column.references('teams.id').notNull()).execute();
          await db.schema.alterTable('users').addColumn('name', 'text').execute();
        }`,
    });
    expect(shownColumns(found)).toEqual([
      'Order: id uuid, user_id int, note varchar?',
      'User: id serial, team_id integer, name text?',
    ]);
    expect(shownKeys(found)).toEqual(['orders.user_id -> users.id', 'users.team_id -> teams.id']);
  });
});
