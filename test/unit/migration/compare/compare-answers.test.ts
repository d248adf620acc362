import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/migration/compare/answer.ts';
import { RulesHere } from '../../../../src/migration/compare/body-rules.ts';
import { compareAnswers } from '../../../../src/migration/compare/compare-answers.ts';
import { decodeBody } from '../../../../src/migration/compare/decode-body.ts';
import { redact } from '../../../../src/migration/compare/redact.ts';

function answer(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Answer {
  return { status, headers: Object.entries(headers), body: Buffer.from(body as string), bodyState: 'whole' };
}

function differences(first: Answer, second: Answer, ...ignored: string[]): string[] {
  const rules = { body: RulesHere.of([]), ignoredHeaders: new Set(ignored) };
  return compareAnswers(first, second, rules).map(({ place, kind }) => `${place} ${kind}`);
}

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('bodies', () => {
  it.each([
    ['equal JSON in another order', answer('{"a":1,"b":2}', json), answer('{ "b":2, "a":1 }', json), []],
    ['JSON without a type', answer('{"a":1}'), answer('{"a":2}'), ['$.a value']],
    ['JSON and a page', answer('{"a":1}', json), answer('<p>', json), ['body type']],
    ['forms', answer('a=1&b=2&b=3', form), answer('b=2&a=1', form), ['$.b[1] absent']],
    ['texts', answer('one\ntwo\n'), answer('one\r\n2\n'), ['body, line 2 value']],
    ['line ends', answer('one\ntwo'), answer('one\r\ntwo'), []],
    ['bytes', answer(Buffer.from([0xff, 1])), answer(Buffer.from([0xff, 2])), ['body value']],
    ['text and bytes', answer('text'), answer(Buffer.from([0xff])), ['body type']],
    ['an empty body', answer('{"a":1}', json), answer('', json), ['body absent']],
    ['a cut body', answer('{}', json), { ...answer('{}', json), bodyState: 'cut' as const }, ['body value']],
    ['an error page', answer('a', {}, 500), answer('b', {}, 503), ['status value']],
    ['a success and a failure', answer('{"a":1}', json), answer('x', {}, 404), ['status value']],
    ['two refusals', answer('{"code":1}', json, 400), answer('{"code":2}', json, 400), ['$.code value']],
  ])('%s', (_name, first, second, expected) => {
    expect(differences(first, second)).toEqual(expected);
  });
});

describe('headers', () => {
  it.each([
    ['of the moment', { date: 'a', etag: '1' }, { etag: '2', server: 'x' }, []],
    ['of the contract', { location: '/a' }, { location: '/b' }, ['header location value']],
    ['that only one sends', { 'x-total-count': '1' }, {}, ['header x-total-count absent']],
    ['lists in another order', { vary: 'Accept, Cookie' }, { vary: 'cookie,accept' }, []],
    [
      'types that are written otherwise',
      { 'content-type': 'text/html; charset="UTF-8"' },
      { 'content-type': 'text/html;charset=utf-8' },
      [],
    ],
    [
      'cookies with another value',
      { 'set-cookie': 'sid=1; HttpOnly' },
      { 'set-cookie': 'sid=2; httponly' },
      [],
    ],
    [
      'cookies that lost an attribute',
      { 'set-cookie': 'sid=1; HttpOnly; Secure' },
      { 'set-cookie': 'sid=1; Secure' },
      ['cookie sid value'],
    ],
    ['a cookie too many', {}, { 'set-cookie': 'track=1' }, ['cookie track added']],
  ])('%s', (_name, first, second, expected) => {
    expect(differences(answer('', first), answer('', second))).toEqual(expected);
  });

  it('count or not as declared', () => {
    const [first, second] = [answer('', { etag: '1', 'x-a': '1' }), answer('', { etag: '2', 'x-a': '2' })];
    expect(differences(first, second, 'x-a')).toEqual([]);
    expect(differences(first, second, 'x-a', '!etag')).toEqual(['header etag value']);
  });
});

describe('content codings', () => {
  it('are taken off, the last first', async () => {
    const body = Buffer.from('text');
    expect(await decodeBody(gzipSync(body), 'gzip', 100)).toEqual(body);
    expect(await decodeBody(brotliCompressSync(deflateSync(body)), 'deflate, br', 100)).toEqual(body);
    expect(await decodeBody(body, undefined, 100)).toEqual(body);
    expect(await decodeBody(body, 'identity', 100)).toEqual(body);
  });

  it('are refused when they are unknown, broken, or hold more than is allowed', async () => {
    expect(await decodeBody(Buffer.from('x'), 'constructor', 100)).toBeUndefined();
    expect(await decodeBody(Buffer.from('x'), 'gzip', 100)).toBeUndefined();
    expect(await decodeBody(gzipSync(Buffer.alloc(1_000_000)), 'gzip', 1_000)).toBeUndefined();
    expect(await decodeBody(Buffer.alloc(101), undefined, 100)).toBeUndefined();
  });
});

describe('examples', () => {
  it.each([
    ['$.user.email', 'x', '(redacted)'],
    ['$.accessToken', 'abc', '(redacted)'],
    ['$.note', 'write to ann@mail.example soon', 'write to (email) soon'],
    ['$.note', 'eyJhbGciOiJI.eyJzdWIiOiIx.sig', '(token)'],
    ['$.note', 'Bearer abc.def', '(credentials)'],
    ['$.card', '4111 1111 1111 1111', '(long number)'],
    ['$.note', 'DE89 3704 0044 0532 0130 00', '(account number)'],
    ['$.note', '+49 30 1234567', '(phone number)'],
    ['$.user', '{"name":"x","password":"s\\"ecret","id":1}', '{"name":"x","password":"(redacted)","id":1}'],
    ['$.user', '{"apiKey":123,"a":1}', '{"apiKey":"(redacted)","a":1}'],
    ['$.user', '{"secret":"cut in the mid', '{"secret":"(redacted)"'],
    ['$.price', '19.99', '19.99'],
    ['$.createdAt', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
  ])('%s: %s is kept as %s', (field, example, kept) => {
    expect(redact(field, example)).toBe(kept);
  });
});
