import { describe, expect, it } from 'vitest';
import { canonicalPath } from '../../../../src/proxy/routing/canonical-path.ts';

const accepted = (target: string) => {
  const result = canonicalPath(target);
  if (!result.ok) throw new Error(`${target} was refused: ${result.reason}`);
  return result;
};
const refusal = (target: string) => {
  const result = canonicalPath(target);
  return result.ok ? undefined : result.reason;
};

describe('canonicalPath', () => {
  it('keeps the bytes of a path and separates the query at the first question mark', () => {
    expect(accepted('/api/Products/7?a=1?b=%2F..')).toEqual({
      ok: true,
      path: '/api/Products/7',
      query: '?a=1?b=%2F..',
      host: undefined,
    });
    expect(accepted('/').query).toBe('');
    expect(accepted('/?').query).toBe('?');
  });

  it.each([
    '/a%20b',
    '/%E2%82%AC',
    '/a;b=1/c',
    '/.well-known/x',
    '/...',
    '/a.b..c',
    '/%2ehidden',
    '/%252e%252e',
    '/{a}|"b"',
    "/!$&'()*+,=:@~_-",
    '/a/',
  ])('accepts %s unchanged', (target) => {
    expect(accepted(target).path).toBe(target);
  });

  it.each([
    ['', 'not-a-path'],
    ['api', 'not-a-path'],
    ['example.com:443', 'not-a-path'],
    ['**', 'not-a-path'],
    ['/a b', 'forbidden-character'],
    ['/a\tb', 'forbidden-character'],
    ['/a\u0000', 'forbidden-character'],
    ['/a\u007f', 'forbidden-character'],
    ['/ü', 'forbidden-character'],
    ['/a?b\u00ff', 'forbidden-character'],
    ['/a\n', 'forbidden-character'],
    ['/a#b', 'fragment'],
    ['/a?b#c', 'fragment'],
    ['/a\\b', 'backslash'],
    ['\\a', 'not-a-path'],
    ['//a', 'empty-segment'],
    ['/a//b', 'empty-segment'],
    ['/a//', 'empty-segment'],
    ['/.', 'dot-segment'],
    ['/..', 'dot-segment'],
    ['/a/../b', 'dot-segment'],
    ['/a/./b', 'dot-segment'],
    ['/a/%2e', 'dot-segment'],
    ['/a/%2E%2e/b', 'dot-segment'],
    ['/a/.%2e', 'dot-segment'],
    ['/a/..;/b', 'dot-segment'],
    ['/a/..;x=1/b', 'dot-segment'],
    ['/a/%2e%2e%3bx/b', 'dot-segment'],
    ['/a%2fb', 'encoded-separator'],
    ['/a%2Fb', 'encoded-separator'],
    ['/a%5cb', 'encoded-separator'],
    ['/a%5Cb', 'encoded-separator'],
    ['/a%00', 'encoded-control-character'],
    ['/a%0d%0aX:y', 'encoded-control-character'],
    ['/a%7F', 'encoded-control-character'],
    ['/a%', 'invalid-escape'],
    ['/a%4', 'invalid-escape'],
    ['/a%4g', 'invalid-escape'],
    ['/a%%41', 'invalid-escape'],
    ['/%c0%ae%c0%ae/', 'invalid-escape'],
    ['/%c0%af', 'invalid-escape'],
    ['/%e0%80%af', 'invalid-escape'],
    ['/%ff', 'invalid-escape'],
    ['/%u002e', 'invalid-escape'],
  ])('refuses %j as %s', (target, reason) => {
    expect(refusal(target)).toBe(reason);
  });

  it('takes path and authority from absolute-form', () => {
    expect(accepted('http://Shop.example:8080/a?b')).toMatchObject({
      path: '/a',
      query: '?b',
      host: 'Shop.example:8080',
    });
    expect(accepted('HTTPS://[::1]:1/a')).toMatchObject({ path: '/a', host: '[::1]:1' });
    expect(accepted('http://shop.example')).toMatchObject({ path: '/', host: 'shop.example' });
    expect(accepted('http://shop.example?q')).toMatchObject({ path: '/', query: '?q' });
  });

  it.each([
    ['ftp://a/', 'unsupported-scheme'],
    ['file:///etc/passwd', 'unsupported-scheme'],
    ['http://user@a/', 'userinfo'],
    ['http://user:secret@a/', 'userinfo'],
    ['http:///a', 'invalid-authority'],
    ['http://a:65536/', 'invalid-authority'],
    ['http://a:/', 'invalid-authority'],
    ['http://a,b/', 'invalid-authority'],
    ['http://a%2eb/', 'invalid-authority'],
    ['http://a/../b', 'dot-segment'],
    ['http://a//b', 'empty-segment'],
    ['http:/a', 'not-a-path'],
    ['http:a', 'not-a-path'],
  ])('refuses %s as %s', (target, reason) => {
    expect(refusal(target)).toBe(reason);
  });

  it('accepts asterisk-form as it is', () => {
    expect(accepted('*')).toEqual({ ok: true, path: '*', query: '', host: undefined });
  });

  it('refuses a target of more than 8192 bytes and takes one of 8192', () => {
    expect(accepted(`/${'a'.repeat(8191)}`).path).toHaveLength(8192);
    expect(refusal(`/${'a'.repeat(8192)}`)).toBe('too-long');
  });
});

describe('a path that is normalised', () => {
  it.each([
    ['/a//b', '/a/b'],
    ['//a/b', '/a/b'],
    ['/a/./b/../c', '/a/c'],
    ['/a/b/..', '/a/'],
    ['/..', '/'],
    ['/../../a', '/a'],
    ['/%2e%2E/a', '/a'],
    ['/a\\b\\..\\c', '/a/c'],
    ['/%61pi/%7Eme/%2d', '/api/~me/-'],
    ['/a/%20/%c3%a9;x?//..', '/a/%20/%c3%a9;x?//..'],
    ['/a//../b', '/b'],
  ])('%s is %s', (text, path) => {
    const result = canonicalPath(text, { ambiguousPaths: 'normalise', encodedSlashes: 'refuse' });
    expect(result.ok && result.path + result.query).toBe(path);
  });

  it.each([
    '/a%2fb',
    '/a%5cb',
    '/%00',
    '/a%0db',
    '/%zz',
    '/%%34A',
    '/%c0%ae',
    '/..;/a',
    '/%252e%252e/\u00e4',
    '/a#b',
    'a',
  ])('is still refused: %s', (text) => {
    expect(canonicalPath(text, { ambiguousPaths: 'normalise', encodedSlashes: 'refuse' }).ok).toBe(false);
  });
});

describe('an escaped slash that is data', () => {
  const data = { ambiguousPaths: 'refuse', encodedSlashes: 'data' } as const;

  it.each(['/projects/group%2Fname/issues', '/a%2f', '/a%2F%2fb'])('stays in its segment: %s', (text) => {
    expect(canonicalPath(text, data)).toMatchObject({ ok: true, path: text });
  });

  it.each(['/x%2f..%2fa', '/%2e%2fa', '/a%2f.', '/a%5cb', '/a%2f%00', '/..%2f..'])(
    'hides no dot segment: %s',
    (text) => {
      expect(canonicalPath(text, data).ok).toBe(false);
    },
  );
});
