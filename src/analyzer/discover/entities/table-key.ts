import type { TableName } from '../sql/statement.ts';

const defaultSchemas = new Set(['public', 'dbo', 'main']);

/** One key for all spellings of a table: lower case, the default schema left out. */
export function tableKey({ schema, name }: TableName): string {
  const folder = schema?.toLowerCase() ?? null;
  return folder === null || defaultSchemas.has(folder)
    ? name.toLowerCase()
    : `${folder}.${name.toLowerCase()}`;
}

/** The name as it is shown: without the default schema. */
export function tableLabel({ schema, name }: TableName): string {
  return schema === null || defaultSchemas.has(schema.toLowerCase()) ? name : `${schema}.${name}`;
}

/** `orders`, `sales.orders` and `orders as o` as a table name. */
export function parseTableName(text: string): TableName {
  const [name = ''] = text.trim().split(/\s+/);
  const parts = name.split('.').map((part) => part.replace(/^["`[]|["`\]]$/g, ''));
  return { schema: parts.at(-2) ?? null, name: parts.at(-1) ?? name };
}
