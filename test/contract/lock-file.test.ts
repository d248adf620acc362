import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface LockEntry {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Record<string, string>;
  readonly resolved?: string;
  readonly link?: boolean;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockEntry> };
const entries = Object.entries(lock.packages);

it('locks the binaries of every platform, so that npm ci works on Linux, macOS and Windows', () => {
  const names = new Set(entries.map(([path]) => path.replace(/^.*node_modules\//, '')));
  const missing = entries.flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => `${path} needs ${name}`),
  );
  expect(entries.length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});

it('has no install script among the runtime dependencies, since npm 12 blocks them', () => {
  const scripts = entries.filter(([, entry]) => entry.hasInstallScript && !entry.dev).map(([path]) => path);
  expect(scripts).toEqual([]);
});

it('never lets TypeScript 7 land as typescript: its main export has no compiler API', () => {
  const versions = entries
    .filter(([path]) => path.endsWith('node_modules/typescript'))
    .map(([, entry]) => (entry as { version?: string }).version ?? '');
  expect(versions.length).toBeGreaterThan(0);
  for (const version of versions) expect(Number.parseInt(version, 10)).toBeLessThan(7);
});

it('pins every dependency exactly', () => {
  for (const path of [
    'package.json',
    'fixtures/monoliths/shop/package.json',
    'fixtures/services/catalog/package.json',
  ]) {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<
      string,
      Record<string, string> | undefined
    >;
    const ranges = Object.entries({ ...manifest['dependencies'], ...manifest['devDependencies'] });
    for (const [name, range] of ranges) expect(`${name} ${range}`).toMatch(/ \d+\.\d+\.\d+$/);
  }
});
