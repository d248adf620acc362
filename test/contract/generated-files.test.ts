import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../scripts/generated-files.ts';
import { parseProxyConfig } from '../../src/config/index.ts';
import { errorCodes } from '../../src/errors/codes.ts';

describe('a generated file', () => {
  it.each(generatedFiles())('$file is what npm run generate writes', ({ file, text }) => {
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('the reference pages', () => {
  it('show a configuration that is valid', () => {
    const page = readFileSync('docs/reference/proxy-config.md', 'utf8');
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    expect(parseProxyConfig(example, { name: 'example', environment: {} }).routeSets).toHaveLength(1);
  });

  it('have one row for each error code, with its exit code, and for nothing else', () => {
    const page = readFileSync('docs/reference/errors.md', 'utf8');
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| .+ \| .+ \| ([0-9]+) \|$/gm)];
    const documented = rows.map(([, code, exitCode]) => `${code} ${exitCode}`);
    expect(documented).toEqual(Object.entries(errorCodes).map(([code, row]) => `${code} ${row.exitCode}`));
  });
});
