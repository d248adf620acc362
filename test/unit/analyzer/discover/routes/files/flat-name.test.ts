import { expect, test } from 'vitest';
import { pathOfFile } from '../../../../../../src/analyzer/discover/routes/files/remix/flat-name.ts';

test.each([
  ['_index', '/'],
  ['orders.$id', '/orders/:id'],
  ['orders._index', '/orders'],
  ['_shop.orders', '/orders'],
  ['orders_.$id.edit', '/orders/:id/edit'],
  ['($lang).about', '{/:lang}/about'],
  ['files.$', '/files{/*rest}'],
  ['sitemap[.]xml', '/sitemap.xml'],
  ['[robots.txt]', '/robots.txt'],
  ['orders.$id/route', '/orders/:id'],
  ['_shop', null],
  ['orders.$id/form', null],
  ['orders/deep/route', null],
])('the flat name %s is %s', (file, path) => {
  expect(pathOfFile(file, 'flat')).toBe(path);
});

test.each([
  ['admin+/users.$id', '/admin/users/:id'],
  ['_auth+/login+/_index', '/login'],
  ['admin+/_layout', null],
  ['admin+/users/route', '/admin/users'],
  ['admin+/users/table', null],
  ['_app+/[__print]+/log', '/__print/log'],
])('the hybrid name %s is %s', (file, path) => {
  expect(pathOfFile(file, 'hybrid')).toBe(path);
});

test.each([
  ['users/$id/edit', '/users/:id/edit'],
  ['_auth/auth.$provider/callback', '/auth/:provider/callback'],
  ['admin/index', '/admin'],
  ['admin/+table/row', null],
])('the nested name %s is %s', (file, path) => {
  expect(pathOfFile(file, 'nested')).toBe(path);
});
