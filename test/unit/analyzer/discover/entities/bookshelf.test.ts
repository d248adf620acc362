import { expect, test } from 'vitest';
import { entitiesIn, shownAccesses, shownEntities, shownKeys } from '../../../../support/entities-in.ts';

const models = {
  'models.js': `
    const bookshelf = require('bookshelf')(require('knex')({}));
    const Author = bookshelf.Model.extend({ tableName: 'authors', books() { return this.hasMany(Book, 'author_id'); } });
    const Book = bookshelf.model('Book', { tableName: 'books', author: function () { return this.belongsTo('Author'); } });
    module.exports = { Author, Book };`,
  'tag.ts': `
    import { Model } from './base';
    export class Tag extends Model<Tag> { get tableName() { return 'tags'; } books() { return this.belongsToMany('Book'); } }`,
};

test('Bookshelf: models that are extended, registered, or classes', async () => {
  const found = await entitiesIn(models);
  expect(shownEntities(found)).toEqual([
    'Author authors models.js:3 -> Book one-to-many',
    'Book books models.js:4 -> Author many-to-one',
    'Tag tags tag.ts:3 -> Book many-to-many',
  ]);
  expect(shownKeys(found)).toEqual(['books.author_id -> authors.?']);
});

test('Bookshelf: fetches with what they load along, and saves', async () => {
  const found = await entitiesIn({
    ...models,
    'service.js': `
      const { Author, Book } = require('./models');
      exports.list = () => Author.where({ id: 1 }).fetchAll({ withRelated: ['books'] });
      exports.add = () => new Book({ title: 'x' }).save();
      exports.forge = () => Book.forge({ id: 1 }).fetch();
      exports.change = () => Author.where({ id: 1 }).fetch().then((author) => author.save({ name: 'x' }));`,
  });
  expect(shownAccesses(found)).toEqual([
    'read Author service.js:3 list',
    'read Book service.js:3 list',
    'write Book service.js:4 add',
    'read Book service.js:5 forge',
    'read Author service.js:6 change',
    'write Author service.js:6 change',
  ]);
});
