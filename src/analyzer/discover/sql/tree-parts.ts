import type { Tree } from './parser.ts';
import type { TableName } from './statement.ts';
import { isClauseWord } from './token.ts';

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): Tree[] {
  return Array.isArray(value) ? value.filter(isTree) : [];
}

/** The text of an identifier node. */
export function identifierOf(node: unknown): string | null {
  return isTree(node) && typeof node['value'] === 'string' ? node['value'] : null;
}

export function identifiersOf(nodes: unknown): string[] {
  return listOf(nodes).flatMap((each) => identifierOf(each) ?? []);
}

/** `schema.table` or `catalog.schema.table` from the parts of an object name; null where a name is missing. */
export function tableNameOf(node: unknown): TableName | null {
  const identifiers = listOf(node).map((each) => each['Identifier']);
  const parts = identifiersOf(identifiers);
  const name = parts.at(-1);
  const last = identifiers.at(-1);
  const isQuoted = isTree(last) && typeof last['quote_style'] === 'string';
  if (name === undefined || (!isQuoted && isClauseWord(name))) return null;
  return { schema: parts.at(-2) ?? null, name };
}

/** The columns of an index or constraint; expressions are left out. */
export function columnsOf(nodes: unknown): string[] {
  return listOf(nodes).flatMap((each) => {
    const column = isTree(each['column']) ? each['column']['expr'] : null;
    return (isTree(column) ? identifierOf(column['Identifier']) : null) ?? [];
  });
}
