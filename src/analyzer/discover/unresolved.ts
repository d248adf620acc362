import { posix } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import type { UnresolvedImport } from '../../model/analysis.ts';
import type { SourceModule } from './source/read-code.ts';

/** So many modules must be missing before their share says anything. */
const minUnresolved = 5;

/**
 * Throws `IMPORTS_UNRESOLVED` when more than a share (0..1) of the modules that relative imports name are not there.
 *
 * A module counts once, however many import it: one configuration file that is not kept in the repository is a gap, half of the source tree is not.
 */
export function refuseUnresolved(
  unresolved: readonly UnresolvedImport[],
  modules: ReadonlyMap<string, SourceModule>,
  maxShare: number,
): void {
  const relative = unresolved.filter(({ specifier }) => specifier.startsWith('.'));
  const missing = new Set(relative.map(({ from, specifier }) => targetOf(from, specifier)));
  if (missing.size < minUnresolved) return;
  const named = new Set<string>();
  for (const [from, { record }] of modules) {
    for (const { specifier } of record.imports)
      if (specifier.startsWith('.')) named.add(targetOf(from, specifier));
  }
  if (missing.size <= maxShare * named.size) return;
  throw new BanyanError(
    'IMPORTS_UNRESOLVED',
    `${missing.size} of ${named.size} modules that relative imports name are not there`,
    {
      problems: relative.map(({ from, line, specifier, reason }) => ({
        where: `${from}:${line}`,
        what: `${specifier}: ${reason}`,
      })),
      maxProblems: 10,
    },
  );
}

/** What an import leads to, the same for `./orders` and `./orders.js`. */
function targetOf(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier).replace(/\.[cm]?[jt]sx?$/, '');
}
