import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Program } from './program.ts';

/** Says how many imports lead to modules of the repository that lie outside of the analysed folder; none is no diagnostic. */
export function importsAbove({ modules, resolver }: Pick<Program, 'modules' | 'resolver'>): Diagnostic[] {
  let count = 0;
  const targets = new Set<string>();
  for (const { path, record } of modules.values()) {
    for (const { specifier } of record.imports) {
      const resolution = resolver.resolve(path, specifier);
      if (resolution.kind !== 'file' || !resolution.path.startsWith('../')) continue;
      count++;
      targets.add(resolution.path);
    }
  }
  const [example] = [...targets].sort();
  if (example === undefined) return [];
  const message =
    `${count === 1 ? '1 import leads' : `${count} imports lead`} out of the analysed folder, to ` +
    `${targets.size === 1 ? '' : `${targets.size} files of the repository, e.g. `}${example}; what lies there is not part of the result`;
  return [{ severity: 'note', code: 'IMPORTS_ABOVE_ROOT', message }];
}
