import type { IModule } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { loadFolderRules } from '../support/folder-rules.ts';

/** Everything that is loaded before the first line of a file runs: static imports of values, transitively. */
function loadedBy(start: string, modules: readonly IModule[]): Set<string> {
  const bySource = new Map(modules.map((module) => [module.source, module]));
  const loaded = new Set<string>();
  const pending = [start];
  for (let source = pending.pop(); source !== undefined; source = pending.pop()) {
    if (loaded.has(source)) continue;
    loaded.add(source);
    for (const { resolved, dynamic, dependencyTypes } of bySource.get(source)?.dependencies ?? [])
      if (!dynamic && !dependencyTypes.includes('type-only')) pending.push(resolved);
  }
  return loaded;
}

describe('banyan --help', () => {
  it('loads the command table and nothing heavy', async () => {
    const { modules } = await (await loadFolderRules()).check(process.cwd());
    const loaded = [...loadedBy('src/cli/bin.ts', modules)];
    expect(loaded.filter((source) => source.startsWith('src/cli/commands/')).length).toBeGreaterThan(3);
    const packages = loaded.filter((source) => source.startsWith('node_modules/'));
    const names = [
      ...new Set(packages.map((source) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1])),
    ];
    expect(new Set(names)).toEqual(new Set(['commander', 'picocolors']));
    const folders = loaded.map((source) => /^src\/([^/]+)\//.exec(source)?.[1]);
    expect(new Set(folders.filter(Boolean))).toEqual(new Set(['cli', 'errors', 'lib']));
  });
});
