import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogParser, MalformedLog } from '../../../../src/project/history/log-parser.ts';
import type { LoggedCommit } from '../../../../src/project/history/logged-commit.ts';

function parse(chunks: readonly Buffer[]): LoggedCommit[] {
  const commits: LoggedCommit[] = [];
  const parser = createLogParser((commit) => commits.push(commit));
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return commits;
}

/** The bytes that git prints for commits. */
function print(commits: readonly LoggedCommit[]): Buffer {
  const tokens = commits.flatMap(({ id, author, subject, changes }) => [
    id,
    author.name,
    author.email,
    subject,
    ...changes.flatMap(({ path, from }, index) => [
      `${index === 0 ? '\n' : ''}:100644 100644 ${'1'.repeat(40)} ${'2'.repeat(40)} ${from === null ? 'M' : 'R087'}`,
      ...(from === null ? [path] : [from, path]),
    ]),
  ]);
  return Buffer.from(tokens.map((token) => `${token}\0`).join(''));
}

const word = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\0', ''));
const path = fc.oneof(
  word.filter((text) => text !== ''),
  fc.constantFrom(':100644', 'a'.repeat(40), '\n:x'),
);
const commit: fc.Arbitrary<LoggedCommit> = fc.record({
  id: fc.string({ unit: fc.constantFrom('0', '7', 'a', 'f'), minLength: 40, maxLength: 40 }),
  author: fc.record({ name: word, email: word }),
  subject: word,
  changes: fc.array(fc.record({ path, from: fc.option(path) }), { maxLength: 4 }),
});

describe('the log', () => {
  it('is read whatever stands in names, and wherever its bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(commit, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (commits, size) => {
        const bytes = print(commits);
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        expect(parse(chunks)).toEqual(commits);
      }),
      { seed: 11 },
    );
  });

  it('leaves out submodules, which are no files', () => {
    const bytes = Buffer.from(`${'a'.repeat(40)}\0n\0e\0s\0\n:000000 160000 0 1 A\0vendor\0`);
    expect(parse([bytes])[0]?.changes).toEqual([]);
  });

  it('keeps no more of a token than its first part', () => {
    const [only] = parse([
      print([
        { id: 'a'.repeat(40), author: { name: 'n', email: 'e' }, subject: 's'.repeat(200_000), changes: [] },
      ]),
    ]);
    expect(only?.subject).toHaveLength(1_000);
  });

  it('is refused when it is something else, or ends in the middle', () => {
    expect(() => parse([Buffer.from('warning: hello\0')])).toThrow(MalformedLog);
    expect(() => parse([Buffer.from(`${'a'.repeat(40)}\0name\0`)])).toThrow(MalformedLog);
  });
});
