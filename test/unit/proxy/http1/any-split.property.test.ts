import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, readRequests, readResponse } from '../../../support/proxy/read-message.ts';

const SEED = 20_261;
const body = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/).map((name) => `x-${name}`);
const fieldLines = fc
  .array(fc.tuple(token, value), { maxLength: 6 })
  .map((fields) => fields.map(([name, text]) => `${name}: ${text}\r\n`).join(''));
const chunks = fc.array(fc.tuple(body, fc.constantFrom('', ';a', ';a="b c"')), { maxLength: 5 }).map(
  (parts) =>
    `${parts
      .filter(([data]) => data !== '')
      .map(([data, extension]) => `${data.length.toString(16)}${extension}\r\n${data}\r\n`)
      .join('')}0\r\n`,
);
const framed = fc.oneof(
  fc.constant('\r\n'),
  body.map((data) => `Content-Length: ${data.length}\r\n\r\n${data}`),
  fc
    .tuple(chunks, fieldLines)
    .map(([data, trailers]) => `Transfer-Encoding: chunked\r\n\r\n${data}${trailers}\r\n`),
);
const request = fc
  .tuple(
    fc.constantFrom('GET', 'POST', 'DELETE', 'PURGE'),
    fc.stringMatching(/^\/[!-~]{0,20}$/),
    fieldLines,
    framed,
  )
  .map(([method, target, fields, rest]) => `${method} ${target} HTTP/1.1\r\nHost: shop\r\n${fields}${rest}`);
const response = fc
  .tuple(fc.constantFrom('', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'), fieldLines, framed)
  .map(([interim, fields, rest]) => `${interim}HTTP/1.1 200 OK\r\n${fields}${rest}`);
const offsets = fc.array(fc.nat(4096), { maxLength: 30 });
/** One change anywhere turns most messages into garbage of the interesting kind. */
const mutation = fc.tuple(
  fc.nat(4096),
  fc.constantFrom('', '\r', '\n', '\0', ' ', '\t', ':', 'x', '\r\n', ';', '0', ','),
);

function mutated(text: string, [at, insert]: [number, string]): string {
  const offset = at % (text.length + 1);
  return text.slice(0, offset) + insert + text.slice(offset + (insert === '' ? 1 : 0));
}

describe('however the bytes are cut', () => {
  it('the same requests are read', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 3 }), offsets, (messages, marks) => {
        const whole = readRequests([Buffer.from(messages.join(''), 'latin1')]);
        expect(whole.refused).toBeUndefined();
        expect(whole.requests.every(({ isComplete }) => isComplete)).toBe(true);
        expect(whole.requests).toHaveLength(messages.length);
        expect(readRequests(cut(messages.join(''), marks))).toEqual(whole);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('the same response is read', () => {
    fc.assert(
      fc.property(response, offsets, (message, marks) => {
        const whole = readResponse([Buffer.from(message, 'latin1')]);
        expect(whole.refused).toBeUndefined();
        expect(readResponse(cut(message, marks))).toEqual(whole);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('a damaged message is accepted or refused alike, with the same complete requests', () => {
    fc.assert(
      fc.property(request, request, mutation, offsets, (first, second, change, marks) => {
        const text = mutated(first, change) + second;
        const whole = readRequests([Buffer.from(text, 'latin1')]);
        const pieces = readRequests(cut(text, marks));
        expect(pieces.refused === undefined).toBe(whole.refused === undefined);
        const complete = (read: typeof whole) => read.requests.filter(({ isComplete }) => isComplete);
        expect(complete(pieces)).toEqual(complete(whole));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
