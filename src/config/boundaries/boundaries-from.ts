import { sortedUnique } from '../../lib/ordered.ts';
import { shortestPatterns } from '../../lib/shortest-patterns.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Boundaries } from '../../model/boundaries.ts';

/**
 * The boundaries that accept an analysis as it is: each context with the fewest folders and paths that mean its modules, its owners and its
 * tables. Nothing is allowed across: what crosses today belongs into the baseline, or under `uses` once the team wants it.
 *
 * A file whose functions are in several contexts is a place where contexts are wired, until it is split.
 */
export function boundariesFrom({ modules, contexts, entities }: Analysis): Boundaries {
  const files = modules.filter(
    ({ part, role }) => part === undefined && role !== 'test' && role !== 'generated',
  );
  const paths = files.map(({ path }) => path);
  const patternsOf = (meant: readonly { readonly path: string }[]): string[] =>
    shortestPatterns(
      meant.map(({ path }) => path),
      paths,
    );
  const divided = new Set(modules.flatMap(({ part }) => (part === undefined ? [] : [part.file])));
  const isComposition = ({ path, role }: (typeof files)[number]): boolean =>
    role === 'composition-root' || divided.has(path);
  const undivided = files.filter((module) => !isComposition(module));
  return {
    contexts: contexts.flatMap(({ id, owners }) => {
      const own = undivided.filter(({ context }) => context === id);
      if (own.length === 0) return [];
      const tables = entities.filter(({ context }) => context === id).map(({ name, table }) => table ?? name);
      return [
        {
          id,
          modules: patternsOf(own),
          owners: [...owners],
          uses: [],
          api: null,
          tables: sortedUnique(tables),
          writes: [],
          joins: [],
        },
      ];
    }),
    shared: patternsOf(undivided.filter(({ context, role }) => context === null && role === 'shared')),
    composition: patternsOf(files.filter(isComposition)),
    ignore: patternsOf(undivided.filter(({ context, role }) => context === null && role !== 'shared')),
  };
}
