import { describe, expect, it } from 'vitest';
import { archetypes } from '../../../scripts/evaluate/synthetic/archetypes.ts';
import { generate, writeTo } from '../../../scripts/evaluate/synthetic/generate.ts';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

const onePerArchetype = archetypes.map((_, seed) => generate(seed));

describe('a generated monolith', () => {
  it('is the same for the same seed', () => {
    expect([...generate(3).files]).toEqual([...generate(3).files]);
    expect([...generate(3).files]).not.toEqual([...generate(23).files]);
  });

  it('has a truth for every file that runs in production', () => {
    for (const { files, truth, archetype } of onePerArchetype) {
      const known = new Set([...truth.contextOf.keys(), ...truth.shared, ...truth.roots, ...truth.open]);
      const open = [...files.keys()].filter(
        (path) => path.endsWith('.ts') && !/\.test\.ts$|\/index\.ts$/.test(path) && !known.has(path),
      );
      expect({ archetype, open }).toEqual({
        archetype,
        open: [],
      });
    }
  });

  it('is read whole: every import leads to a file, routes and entities are found', async () => {
    for (const synthetic of onePerArchetype.slice(0, 4)) {
      const root = sourceTree({});
      writeTo(root, synthetic);
      const { unresolvedImports, entities, routes, diagnostics } = await discoverFacts({ root });
      expect(unresolvedImports).toEqual([]);
      expect(diagnostics.filter(({ severity }) => severity === 'warning')).toEqual([]);
      expect(entities.length).toBeGreaterThan(1);
      expect(routes.length).toBeGreaterThan(1);
    }
  });
});
