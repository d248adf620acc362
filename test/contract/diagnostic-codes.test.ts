import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { errorCodes } from '../../src/errors/codes.ts';
import { diagnosticCodes } from '../../src/model/diagnostic-codes.ts';

/** Every code in quotes in the files that make diagnostics; the errors that they throw and the findings are others. */
function codesInSource(): string[] {
  const files = ['src/project', 'src/analyzer'].flatMap((folder) =>
    (readdirSync(folder, { recursive: true }) as string[]).map((path) => join(folder, path)),
  );
  const found = files
    .filter((path) => path.endsWith('.ts') && !path.startsWith(join('src', 'analyzer', 'judge')))
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => /diagnostic/i.test(text))
    .flatMap((text) => [...text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map(([, code = '']) => code));
  return [...new Set(found)].filter((code) => !Object.hasOwn(errorCodes, code)).sort();
}

it('every diagnostic has a row in src/model/diagnostic-codes.ts, and every row a diagnostic', () => {
  expect(codesInSource()).toEqual(Object.keys(diagnosticCodes).sort());
});
