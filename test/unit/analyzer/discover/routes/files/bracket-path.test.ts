import { expect, test } from 'vitest';
import {
  bracketPath,
  underPrefix,
} from '../../../../../../src/analyzer/discover/routes/files/bracket-path.ts';
import { parseTemplate } from '../../../../../../src/config/path-template.ts';

const strict = (path: string) => bracketPath(path.split('/'), { isRestOptional: false });
const open = (path: string) => bracketPath(path.split('/'), { isRestOptional: true });

test.each([
  ['', '/'],
  ['orders/[id]', '/orders/:id'],
  ['orders/[order-id]/lines', '/orders/:order_id/lines'],
  ['docs/[[...path]]', '/docs{/*path}'],
  ['[[lang]]/docs', '{/:lang}/docs'],
  ['orders/[id=integer].json', '/orders/:id.json'],
  ['files/[...]', '/files/*rest'],
  ['[]', '/[]'],
  ['__proto__/[constructor]', '/__proto__/:constructor'],
])('%s is %s', (file, path) => {
  expect(strict(file)).toBe(path);
});

test('whether the rest of a path may be empty is up to the framework', () => {
  expect(strict('files/[...path]')).toBe('/files/*path');
  expect(open('files/[...path]')).toBe('/files{/*path}');
});

test('what stands in whole brackets is a template that the proxy can match', () => {
  for (const path of ['a/[b]', 'a/[...b]', 'a/[[...b]]', '[[a]]/b', 'a/[0]', 'a/[...1st-part]']) {
    expect(parseTemplate(strict(path))).toMatchObject({ ok: true });
    expect(parseTemplate(underPrefix('/base', strict(path)))).toMatchObject({ ok: true });
  }
});

test('a prefix keeps one slash before each part', () => {
  expect(underPrefix('', '/')).toBe('/');
  expect(underPrefix('base/', '/')).toBe('/base');
  expect(underPrefix('/base/', '/orders')).toBe('/base/orders');
  expect(underPrefix('/base', '{/*rest}')).toBe('/base{/*rest}');
  expect(underPrefix('{/:lang}', 'orders')).toBe('{/:lang}/orders');
});
