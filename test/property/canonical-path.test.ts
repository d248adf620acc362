import { posix } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchingForm } from '../../src/config/path-segment.ts';
import { canonicalPath } from '../../src/proxy/routing/canonical-path.ts';

const express = { caseSensitive: false, trailingSlash: 'ignore' } as const;

/** Pieces out of which path confusion is made, beside harmless ones. */
const piece = fc.constantFrom(
  ...'/ / / a B api Products 7 . .. ... ; ..; \\ // ? # @ : { " < | ^ ` ~ * +'.split(' '),
  ...'%2e %2E %2f %5c %00 %0a %41 %70 %7e %25 %252e %3b %3f %23 %c0%ae %c3%bc %C3%BC %e2%84%aa'.split(' '),
  ...'%ff % %4 %zz ü İ http:// https://h.example [::1] :80'.split(' '),
  ' ',
  '\t',
  '\u0000',
);
const target = fc
  .tuple(
    fc.constantFrom('/', '/', '/', '', 'http://h.example/', '*', '//'),
    fc.array(piece, { maxLength: 9 }),
  )
  .map(([start, pieces]) => start + pieces.join(''));

/** Accepted targets, checked to be frequent enough that the properties say something. */
function forEveryAccepted(check: (target: string, path: string, query: string) => void): void {
  let accepted = 0;
  const runs = 20_000;
  fc.assert(
    fc.property(target, (text) => {
      const result = canonicalPath(text);
      if (!result.ok || result.path === '*') return;
      accepted++;
      check(text, result.path, result.query);
    }),
    { numRuns: runs, seed: 20_261 },
  );
  expect(accepted).toBeGreaterThan(runs / 10);
}

describe('an accepted target', () => {
  it('is forwarded byte for byte as it was routed', () => {
    forEveryAccepted((text, path, query) => {
      const forwarded = path + query;
      const isAbsolute = /^https?:/i.test(text);
      expect(
        isAbsolute
          ? text.replace(/^[a-z]+:\/\/[^/?]*(?=(.?))/i, (_, next) => (next === '/' ? '' : '/'))
          : text,
      ).toBe(forwarded);
    });
  });

  it('means the same path to a WHATWG URL parser, with every tolerance for spelling', () => {
    forEveryAccepted((_, path, query) => {
      const url = new URL(path + query, 'http://base.example');
      expect(url.host).toBe('base.example');
      for (const caseSensitive of [false, true])
        for (const trailingSlash of ['ignore', 'distinct'] as const) {
          const matching = { caseSensitive, trailingSlash };
          expect(matchingForm(url.pathname, matching)).toBe(matchingForm(path, matching));
        }
    });
  });

  it('has the same segments to a server that decodes first, cleans slashes and dots, or strips parameters', () => {
    forEveryAccepted((_, path) => {
      const decoded = decodeURIComponent(path);
      const count = path.split('/').length;
      expect(posix.normalize(decoded)).toBe(decoded);
      expect(
        decoded
          .replaceAll('\\', '/')
          .replace(/\/{2,}/g, '/')
          .split('/'),
      ).toHaveLength(count);
      expect(decoded.split('\u0000')).toHaveLength(1);
      const stripped = decoded.replace(/;[^/]*/g, '');
      expect(posix.normalize(stripped).split('/').filter(Boolean)).toEqual(
        stripped.split('/').filter(Boolean),
      );
    });
  });

  it('has one matching form: taking it again changes nothing but a second decoding', () => {
    forEveryAccepted((_, path) => {
      const form = matchingForm(path, express);
      if (!form.includes('%'))
        expect(matchingForm(form, { ...express, trailingSlash: 'distinct' })).toBe(form);
    });
  });

  it('is what normalising makes of any target that it accepts, and normalising again changes nothing', () => {
    const normalise = { ambiguousPaths: 'normalise', encodedSlashes: 'refuse' } as const;
    let changed = 0;
    fc.assert(
      fc.property(target, (text) => {
        const result = canonicalPath(text, normalise);
        if (!result.ok) return;
        const strict = canonicalPath(result.path + result.query);
        expect(strict).toEqual({ ...result, host: undefined });
        expect(canonicalPath(result.path, normalise)).toMatchObject({ path: result.path });
        if (!canonicalPath(text).ok) changed++;
        // Whoever resolves dots and slashes in any order finds nothing left to do.
        expect(posix.normalize(decodeURIComponent(result.path))).toBe(decodeURIComponent(result.path));
      }),
      { numRuns: 20_000, seed: 20_262 },
    );
    expect(changed).toBeGreaterThan(2000);
  });
});
