import { posix } from 'node:path';
import type { DeclaredType } from './declared-type.ts';
import type { EntitySources } from '../discoverer.ts';
import { entityNameOf } from '../entity-name.ts';

const suffix = /(?:Tables?|Rows?|Schema|Record|Entity|Model)$/;

/**
 * What the rows of a table are called: of the names that the code has for them, the one that its file has, too; else
 * the name of the row type without `Table`; else the table's own.
 */
export function rowTypeName({ modules }: EntitySources, table: string, row: DeclaredType | null): string {
  if (!row) return entityNameOf(table);
  const plain = row.name.replace(suffix, '');
  const own = plain === '' ? entityNameOf(table) : isPluralOf(plain, table) ? entityNameOf(plain) : plain;
  const aliases = [...(modules.get(row.file)?.variables.values() ?? [])].flatMap((variable) => {
    const type = variable.typeDeclaration?.type;
    const [first] = type?.kind === 'reference' && type.name.name === 'Selectable' ? type.arguments : [];
    return first?.kind === 'reference' && first.name.name === row.name ? [variable.name] : [];
  });
  const stem = posix.basename(row.file).split('.')[0] ?? '';
  const candidates = [own, ...aliases];
  return candidates.find((name) => folded(name) === folded(entityNameOf(stem))) ?? own;
}

/** `OrdersTable` for the table `orders`: the type is called like the table, not like a row. */
function isPluralOf(name: string, table: string): boolean {
  return folded(name) === folded(table);
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
