import { describe, expect, it } from 'vitest';
import {
  isRepeatableElsewhere,
  isRepeatableHere,
  promisedOf,
} from '../../../../src/proxy/fallback/promised.ts';
import { connectionOptions } from '../../../../src/proxy/http1/connection-options.ts';
import { readFields } from '../../../../src/proxy/http1/fields.ts';
import type { RequestHead } from '../../../../src/proxy/http1/request-head.ts';
import type { Idempotency, RouteMatch } from '../../../../src/proxy/snapshot.ts';

function head(method: string, ...lines: string[]): RequestHead {
  const fields = readFields(lines.map((line) => `${line}\r\n`).join(''), 0, 10);
  return { method, fields, connection: connectionOptions(fields) } as RequestHead;
}
const route = (idempotency: Idempotency, isShared = false) =>
  ({ idempotency, routeSet: { idempotencyKey: { name: 'idempotency-key', isShared } } }) as RouteMatch;

describe('what is promised about a request', () => {
  it('is what its route declares, else what its method means', () => {
    expect(promisedOf(head('GET'), false, undefined)).toBe('safe');
    expect(promisedOf(head('PUT'), false, undefined)).toBe('none');
    expect(promisedOf(head('GET'), false, route('none'))).toBe('none');
    expect(promisedOf(head('PUT'), false, route('idempotent'))).toBe('idempotent');
  });

  it('is nothing when it names another method', () => {
    expect(promisedOf(head('GET'), true, undefined)).toBe('none');
    expect(promisedOf(head('GET'), true, route('safe'))).toBe('none');
  });

  it('rests on a key where the route says so, and the request has one that reaches the backend', () => {
    expect(promisedOf(head('POST', 'Idempotency-Key: a'), false, route('key'))).toBe('key');
    expect(promisedOf(head('POST', 'idempotency-key: a'), false, route('key', true))).toBe('shared-key');
    expect(promisedOf(head('POST'), false, route('key', true))).toBe('none');
    expect(promisedOf(head('POST', 'Idempotency-Key:'), false, route('key', true))).toBe('none');
    const dropped = head('POST', 'Idempotency-Key: a', 'Connection: idempotency-key');
    expect(promisedOf(dropped, false, route('key', true))).toBe('none');
    expect(promisedOf(head('GET'), false, route('key'))).toBe('safe');
  });

  it('says where a request may be executed again', () => {
    const cases = (['safe', 'idempotent', 'shared-key', 'key', 'none'] as const).map((promised) => [
      isRepeatableHere('POST', promised),
      isRepeatableElsewhere('POST', promised),
      isRepeatableElsewhere('PUT', promised),
    ]);
    expect(cases).toEqual([
      [true, true, true],
      [false, false, true],
      [true, true, true],
      [true, false, false],
      [false, false, false],
    ]);
  });
});
