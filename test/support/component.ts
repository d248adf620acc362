import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

/** A real program that tests drive, and how to get it where it is missing. */
const components = {
  nginx: 'apt-get install nginx-light',
  chromium: 'apt-get install chromium',
} as const;

/**
 * `describe` for tests that drive a real component.
 *
 * Where the component is missing the tests are skipped and a line says how to get it; in CI a missing component is a
 * failure, since a check that silently checks nothing is worse than none.
 */
export function describeWith(
  component: keyof typeof components,
  title: string,
  tests: (executable: string) => void,
): void {
  const executable = findExecutable(component);
  if (executable !== undefined) {
    describe(title, () => tests(executable));
    return;
  }
  const hint = `${component} is not installed (get it with: ${components[component]})`;
  if (process.env['CI'] === 'true') throw new Error(`${hint}; CI must not skip "${title}"`);
  console.warn(`skipped "${title}": ${hint}`);
  describe.skip(title, () => tests(component));
}

function findExecutable(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .map((folder) => join(folder, name))
    .find((candidate) => {
      try {
        accessSync(candidate, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
