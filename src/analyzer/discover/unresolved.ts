import { BanyanError } from '../../errors/banyan-error.ts';
import type { UnresolvedImport } from '../../model/analysis.ts';
import type { SourceModule } from './source/read-code.ts';

/** So many must be missing before their share says anything. */
const minUnresolved = 5;

/** Throws `IMPORTS_UNRESOLVED` when more than a share (0..1) of the relative imports lead nowhere. */
export function refuseUnresolved(
  unresolved: readonly UnresolvedImport[],
  modules: ReadonlyMap<string, SourceModule>,
  maxShare: number,
): void {
  const missing = unresolved.filter(({ specifier }) => specifier.startsWith('.'));
  let total = 0;
  for (const { record } of modules.values()) {
    for (const { specifier } of record.imports) if (specifier.startsWith('.')) total++;
  }
  if (missing.length < minUnresolved || missing.length <= maxShare * total) return;
  throw new BanyanError('IMPORTS_UNRESOLVED', `${missing.length} of ${total} relative imports lead nowhere`, {
    problems: missing.map(({ from, line, specifier, reason }) => ({
      where: `${from}:${line}`,
      what: `${specifier}: ${reason}`,
    })),
    maxProblems: 10,
  });
}
