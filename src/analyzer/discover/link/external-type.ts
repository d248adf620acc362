import type { TypeCode } from '../source/code.ts';
import type { Linker } from './linker.ts';

/** The type of a package that a type names: `express.Router`, `Kysely<Database>`; null for any other type. */
export function externalOf(
  linker: Linker,
  file: string,
  type: TypeCode | null,
): { readonly package: string; readonly name: string; readonly arguments: readonly TypeCode[] } | null {
  if (type?.kind === 'several') {
    for (const each of type.types) {
      const found = externalOf(linker, file, each);
      if (found) return found;
    }
    return null;
  }
  const origin = type?.kind === 'reference' ? type.name.variable?.origin : null;
  if (!origin || type?.kind !== 'reference') return null;
  const definition = linker.imported(file, origin.specifier, origin.imported);
  if (definition?.kind !== 'external') return null;
  const isWhole = definition.name === '*' || definition.name === '=' || definition.name === 'default';
  const name = isWhole ? (type.path[0] ?? 'default') : definition.name;
  return { package: definition.package, name, arguments: type.arguments };
}
