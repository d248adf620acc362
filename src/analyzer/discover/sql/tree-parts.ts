import type { Tree } from './parser.ts';
import type { TableName } from './statement.ts';

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

/** `schema.table` or `catalog.schema.table` from the parts of an object name. */
export function tableNameOf(node: unknown): TableName | null {
  const parts = identifiersOf(listOf(node).map((each) => each['Identifier']));
  const name = parts.at(-1);
  return name === undefined ? null : { schema: parts.at(-2) ?? null, name };
}

/** The columns of an index or constraint; expressions are left out. */
export function columnsOf(nodes: unknown): string[] {
  return listOf(nodes).flatMap((each) => {
    const column = isTree(each['column']) ? each['column']['expr'] : null;
    return (isTree(column) ? identifierOf(column['Identifier']) : null) ?? [];
  });
}
