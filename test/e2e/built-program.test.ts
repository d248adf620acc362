import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = resolve('dist/cli');

/** Packages that a built file loads before its first line runs, through every chunk that it imports. */
function packagesLoadedBy(entry: string): Set<string> {
  const packages = new Set<string>();
  const files = new Set([entry]);
  // The set grows while it is visited.
  for (const file of files) {
    const text = readFileSync(resolve(folder, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/^(?:import|\} from|export .* from) ?.*?"([^"]+)";$/gm)) {
      if (specifier.startsWith('./')) files.add(specifier);
      else if (!specifier.startsWith('node:')) packages.add(specifier);
    }
  }
  return packages;
}

describe('the built program', () => {
  it('loads the command table and nothing heavy', () => {
    expect(packagesLoadedBy('./bin.js')).toEqual(new Set(['commander', 'picocolors']));
  });

  it('starts the thread of an analysis without what only some analyses need', () => {
    expect(packagesLoadedBy('./analysis-thread.js')).toEqual(new Set());
  });

  it('has a page whose script carries the licences of what it bundles', () => {
    const script = readFileSync('dist/page/page.js', 'utf8');
    for (const name of ['graphology', 'preact', 'sigma'])
      expect(script).toMatch(new RegExp(`\n${name}\n\n[^-]*Copyright`));
  });
});
