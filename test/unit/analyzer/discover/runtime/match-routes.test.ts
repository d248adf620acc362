import { expect, test } from 'vitest';
import { createRouteMatcher } from '../../../../../src/analyzer/discover/runtime/match-routes.ts';

const routes = [
  'GET /a/:id',
  'GET /a/fixed',
  'GET /a/fixed/:x/end',
  'ALL /files/*',
  'GET /maybe/:id?',
  'GET /braces{/:id}',
  'POST /{expr}/save',
  'DELETE /a/:id([0-9]+)',
].map((operation) => {
  const [method = '', path = ''] = operation.split(' ');
  return { method, path };
});
const match = createRouteMatcher(routes);

test.each([
  ['GET', '/a/7', 'GET /a/:id'],
  ['GET', '/a/fixed', 'GET /a/fixed'],
  ['GET', '/a/fixed/7/end', 'GET /a/fixed/:x/end'],
  ['GET', '/a/fixed/', 'GET /a/fixed'],
  ['PUT', '/files/deep/er', 'ALL /files/*'],
  ['GET', '/maybe', 'GET /maybe/:id?'],
  ['GET', '/maybe/1', 'GET /maybe/:id?'],
  ['GET', '/braces', 'GET /braces{/:id}'],
  ['GET', '/braces/1', 'GET /braces{/:id}'],
  ['POST', '/v2/save', 'POST /{expr}/save'],
  ['DELETE', '/a/7', 'DELETE /a/:id([0-9]+)'],
  ['HEAD', '/a/7', 'GET /a/:id'],
  ['PATCH', '/a/7', null],
  ['GET', '/a/7/8', null],
  ['GET', '/constructor', null],
])('%s %s is answered by %s', (method, path, expected) => {
  const found = match({ method, path, template: null, isError: false });
  expect(found && `${found.method} ${found.path}`).toBe(expected);
});

test('a recorded template decides, however its parameters are called', () => {
  const found = match({ method: 'GET', path: '/a/fixed', template: '/a/{orderId}', isError: false });
  expect(found).toBe(routes[0]);
});
