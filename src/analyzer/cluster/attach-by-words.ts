import { by } from '../../lib/ordered.ts';
import type { Facts, ModuleFact } from '../facts.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { identifierDocuments } from './vocabulary/identifiers.ts';
import { createVectorSpace } from './vocabulary/similarity.ts';
import { clusteringWeights as weights } from './weights.ts';

/** How near the words of a module are to those of others: by file name and by identifiers, each 0..1 and added. */
export type Wording = (path: string) => ReadonlyMap<string, number>;

/** The production modules whose words are nearest to those of a module. */
export function wordingOf(facts: Pick<Facts, 'modules'>): Wording {
  const modules = [...facts.modules].sort(by(({ path }) => path));
  const numbers = new Map(modules.map(({ path }, index) => [path, index]));
  const isWanted = (index: number): boolean => modules[index]?.role === 'domain';
  const names = modules.map(({ path }) => new Map(fileNameStems(path).map((stem) => [stem, 1])));
  const spaces = [names, identifierDocuments(modules)].map((documents) =>
    createVectorSpace(documents, weights.vocabulary, isWanted),
  );
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const near = new Map<string, number>();
    for (const space of spaces) {
      for (const { other, cosine } of space.nearest(numbers.get(path) as number)) {
        const neighbour = (modules[other] as ModuleFact).path;
        near.set(neighbour, (near.get(neighbour) ?? 0) + cosine);
      }
    }
    known.set(path, near);
    return near;
  };
}
