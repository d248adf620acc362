import { describe, expect, it } from 'vitest';
import { errorDocument, formatError } from '../../../src/cli/format-error.ts';
import { BanyanError } from '../../../src/errors/banyan-error.ts';
import { reasonOf } from '../../../src/lib/reason-of.ts';

describe('an error on the terminal', () => {
  it('cannot move the cursor or forge a line, whatever the names in it', () => {
    const text = formatError(
      new BanyanError('PATH_MISSING', 'no \u001b[2J folder', {
        problems: [{ where: 'a\nfix: run this.ts:1', what: '\u202eevil\u0007' }],
      }),
    );
    // oxlint-disable-next-line no-control-regex -- control characters are what this test is about
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toContain('\\u001b[2J');
  });

  it('says why: the words of the system, or of the cause', () => {
    const denied = Object.assign(new Error('EACCES: permission denied, open x'), {
      errno: -13,
      code: 'EACCES',
    });
    const of = (cause: unknown) =>
      formatError(new BanyanError('OUTPUT_UNWRITABLE', 'Cannot write', { cause }));
    expect(of(denied)).toContain('\nbecause: permission denied (EACCES)\n');
    expect(of(new Error('it is a folder'))).toContain('\nbecause: it is a folder\n');
    expect(of(undefined)).not.toContain('because');
    expect(reasonOf(null)).toBeNull();
    expect(
      errorDocument(new BanyanError('OUTPUT_UNWRITABLE', 'Cannot write', { cause: denied })),
    ).toMatchObject({
      error: { reason: 'permission denied (EACCES)' },
    });
  });

  it('counts the problems that it does not show', () => {
    const problems = Array.from({ length: 13 }, (_, index) => ({ where: `a.ts:${index}`, what: 'gone' }));
    const text = formatError(new BanyanError('IMPORTS_UNRESOLVED', '13', { problems, maxProblems: 10 }));
    expect(text).toContain('\n  and 3 more\n');
    expect(text.match(/gone/g)).toHaveLength(10);
  });
});
